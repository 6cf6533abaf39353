package io.github.sqliteleak.settings;

import io.github.sqliteleak.driver.WalResetBug;

/** A setting that is not in force, in words. */
final class SettingLine {
    private SettingLine() {}

    /** What was found, without the place and without the cure. */
    static String lead(IneffectiveSetting it) {
        String database = it.database();
        return switch (it.setting()) {
            case JOURNAL_MODE ->
                    "journal_mode=WAL is not in force on " + database + " (" + it.actual() + ')';
            case MEMORY_POOL -> "a pool of more than one on " + database + ", where " + it.actual();
            case PRAGMA_SCRIPT ->
                    "only the first of several statements in one text ran on "
                            + database
                            + ", not "
                            + it.asked();
            case DRIVER_COPIES ->
                    "two copies of sqlite-jdbc have one database open, "
                            + database
                            + ": "
                            + it.actual();
            case WAL_RESET_BUG ->
                    "the SQLite of this driver can corrupt "
                            + database
                            + ", which is in WAL mode and "
                            + it.actual();
            case UNKNOWN_KEY ->
                    it.asked()
                            + (it.asked().contains("\", \"") ? " are " : " is ")
                            + it.actual()
                            + (it.actual().endsWith(UnknownKeys.IN_THE_NAME) ? ", " : " on ")
                            + database;
            case UNKNOWN_PRAGMA, TRANSACTION_MODE ->
                    (it.actual().startsWith(OwnBegins.BEGIN) ? "" : "PRAGMA ")
                            + it.asked()
                            + " has no effect on "
                            + database
                            + (it.actual().startsWith(OwnBegins.BEGIN) ? ": " : ": it is ")
                            + it.actual();
            case FOREIGN_KEYS, BUSY_TIMEOUT, SYNCHRONOUS ->
                    it.asked() + " is not in force on " + database + ": " + it.actual();
            case MEMORY_ENDED ->
                    "database in memory \""
                            + MemoryName.of(database)
                            + "\" "
                            + it.actual()
                            + ": it has no "
                            + it.asked();
            case FILE_MOVED -> it.asked() + ", " + database + ", was " + it.actual();
            case SHARED_CACHE -> it.asked() + " on " + database + ", " + it.actual();
            case NETWORK, READ_ONLY_FILES -> "the database " + database + " is on " + it.actual();
            case NO_TRANSACTION,
                    SAVEPOINT,
                    IS_VALID,
                    ABORT,
                    CANCEL,
                    QUERY_TIMEOUT,
                    READ_ONLY,
                    FILE_PERMISSIONS,
                    OPEN_FILES ->
                    it.asked() + " on " + database + ": " + it.actual();
        };
    }

    /** What to do about it. */
    static String advice(IneffectiveSetting it) {
        return switch (it.setting()) {
            case JOURNAL_MODE -> walAdvice(it.actual());
            case MEMORY_POOL ->
                    "give the pool a file, one connection only, or"
                            + " jdbc:sqlite:file:/NAME?vfs=memdb, which connections share";
            case PRAGMA_SCRIPT ->
                    "run each PRAGMA by itself, or put it into the URL: ?foreign_keys=on&cache_size=…";
            case DRIVER_COPIES ->
                    "load sqlite-jdbc once, in a class loader that all its users share: one copy"
                            + " does not see the locks of another, which loses data";
            case WAL_RESET_BUG -> WalResetBug.CURE;
            case UNKNOWN_KEY ->
                    "write the driver's own names (org.sqlite.SQLiteConfig.Pragma), or leave it out";
            case UNKNOWN_PRAGMA, TRANSACTION_MODE ->
                    it.actual().startsWith(OwnBegins.BEGIN)
                            ? "write BEGIN IMMEDIATE where the transaction is going to write, or use"
                                    + " setAutoCommit(false)"
                            : it.actual().startsWith(VainPragmas.OF_THE_DRIVER)
                                    ? "put it into the URL, ?"
                                            + it.asked()
                                            + "=…, or into the properties"
                                    : "write the name that is meant";
            case FOREIGN_KEYS ->
                    "put it into the URL, ?foreign_keys=on, or ask before the transaction begins";
            case MEMORY_ENDED ->
                    "keep one connection open for as long as the database is needed; with a pool,"
                            + " maxLifetime=0 and no idle time-out";
            case SYNCHRONOUS ->
                    "put it into the URL, ?synchronous=…, or ask outside of a transaction";
            case READ_ONLY_FILES ->
                    "open it with jdbc:sqlite:file:PATH?immutable=1 where nobody writes it, or put it where"
                            + " it can be written: a database in WAL mode needs its -shm to be read, too";
            case FILE_PERMISSIONS ->
                    "give the database, its -wal and -shm and their folder to the user of this process"
                            + " (chown); do not delete a -wal, which may hold committed rows";
            case BUSY_TIMEOUT ->
                    "set it in the URL, ?busy_timeout=…, which the driver goes back to, and nowhere"
                            + " else";
            case SHARED_CACHE -> "do without cache=shared";
            case NETWORK ->
                    "keep it on a local disk; SQLite relies on locks that such file systems often do"
                            + " not keep, and a WAL takes memory that only one machine has";
            case NO_TRANSACTION ->
                    "after such a failure call setAutoCommit(true), whose exception says no more, and"
                            + " begin anew";
            case SAVEPOINT ->
                    "setAutoCommit(false) before setSavepoint(), and setAutoCommit(true) after commit()";
            case IS_VALID ->
                    "take SQLITE_BUSY from isValid for true: the connection works, a lock is in its"
                            + " way; with journal_mode=WAL there is none";
            case ABORT -> "close() it; Statement.cancel() ends what it still runs";
            case CANCEL ->
                    "give it a shorter busy_timeout and try again, or end what holds the lock: cancel()"
                            + " ends a statement that computes, not one that waits";
            case QUERY_TIMEOUT ->
                    "call Statement.cancel() from another thread to end a statement that computes; set"
                            + " busy_timeout in the URL for how long to wait for locks";
            case READ_ONLY ->
                    "open a connection of its own for reading, ?open_mode=1 or"
                            + " SQLiteConfig.setReadOnly(true); with"
                            + " ?jdbc.explicit_readonly=true the driver keeps to it in transactions";
            case OPEN_FILES ->
                    it.actual().endsWith(TooManyFiles.LEAKING)
                            ? "close connections after use, in try-with-resources: what is open at exit is"
                                    + " in the report with its line; raise the limit (ulimit -n) only"
                                    + " where that many are meant"
                            : "most are not SQLite's: see what they are (ls -l /proc/PID/fd), and raise"
                                    + " the limit (ulimit -n) where that many are meant";
            case FILE_MOVED ->
                    "close all connections to a file before it is deleted or replaced; what is"
                            + " written through them since is lost";
        };
    }

    private static String walAdvice(String actual) {
        if (actual.equals("memory")) {
            return "a database in memory has no WAL: use a file, or do not ask";
        }
        if (actual.endsWith(IneffectiveSetting.IN_TRANSACTION)) {
            return "ask outside of a transaction, such as after its commit: once set it stays in the"
                    + " file";
        }
        if (actual.endsWith(IneffectiveSetting.OWN_RESULT)) {
            return "close that result, or read it to its end, and ask again: once set it stays in the"
                    + " file";
        }
        if (actual.startsWith("refused")) {
            return "ask on a connection that may write, outside a transaction and while no other"
                    + " connection uses the database: once set it stays in the file";
        }
        return "WAL takes a database in a file on a local disk that can be written, with"
                + " SQLite's own way of locking (no immutable=1, no other vfs)";
    }
}
