package io.github.sqliteleak.toolkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is worth saying about a result code.
 *
 * @see <a href="https://www.sqlite.org/rescode.html">Result and error codes</a>
 */
@SuppressWarnings("ImmutableEnumChecker") // All lists are List.of.
enum KnownError {
    SQLITE_BUSY_RECOVERY(
            5 | 1 << 8,
            "Another connection is reading the WAL back in after a crash.",
            List.of("A process was killed and several connections open the database at once."),
            List.of("Try again in a moment; recovery takes as long as reading the WAL.")),
    SQLITE_BUSY_SNAPSHOT(
            5 | 2 << 8,
            "This transaction has read a state that another connection has changed since, so it"
                    + " cannot write any more. Waiting does not help and no busy timeout applies.",
            List.of(
                    "A transaction that reads first and writes later was begun with a plain BEGIN"
                            + " (setAutoCommit(false)).",
                    "A ResultSet or transaction was left open on a connection that now writes."),
            List.of(
                    "Begin transactions that will write with BEGIN IMMEDIATE"
                            + " (SqliteDatabase.transaction does).",
                    "Otherwise roll back and run the whole transaction again"
                            + " (BusyRetry.transaction does); repeating the statement never helps.")),
    SQLITE_BUSY(
            5,
            "Another connection holds the lock that this one needs, and did not give it up within"
                    + " the busy timeout.",
            List.of(
                    "A write transaction was left open: no commit, or a connection nobody closed.",
                    "A transaction does slow work (network, user input) between BEGIN and COMMIT.",
                    "Several connections of one application write at the same time.",
                    "A transaction read first and then tried to write while another one was writing:"
                            + " SQLite does not wait then, to avoid a deadlock.",
                    "Another process uses the file: a second instance, a backup, a database browser.",
                    "The busy timeout is short or 0.",
                    "The file lies on a network drive, whose locks do not work or outlive a client.",
                    "It is opened with vfs=unix-dotfile, and a killed program has left the folder"
                            + " data.db.lock."),
            List.of(
                    "See who holds it: run the Doctor of this toolkit on the file.",
                    "Close every Connection, Statement and ResultSet with try-with-resources.",
                    "Write through one writer (SqliteDatabase) and begin with BEGIN IMMEDIATE.",
                    "Set busy_timeout to some seconds; retry what is idempotent with BusyRetry.",
                    "Keep databases on local disks.",
                    "Remove a stale data.db.lock when no program uses the file.")),
    SQLITE_LOCKED_SHAREDCACHE(
            6 | 1 << 8,
            "Another connection of this process holds a table lock in the shared cache. No busy"
                    + " timeout applies.",
            List.of("Connections were opened with cache=shared."),
            List.of("Leave out cache=shared and use WAL; for tests in memory use one connection.")),
    SQLITE_LOCKED(
            6,
            "A statement of this same connection is in the way.",
            List.of(
                    "A table is dropped or altered while a ResultSet on it is still open.",
                    "A write happens while a SELECT of the same connection is half read."),
            List.of("Close the ResultSet or its Statement first.")),
    SQLITE_READONLY_DBMOVED(
            8 | 4 << 8,
            "The file was moved, deleted or replaced while this connection had it open.",
            List.of("A restore or an update copied another file over the database."),
            List.of("Close all connections before the file is touched; then open it anew.")),
    SQLITE_READONLY_ROLLBACK(
            8 | 3 << 8,
            "A crash left a rollback journal, and this connection may not write, so it cannot roll"
                    + " back.",
            List.of("A process was killed in the middle of a commit."),
            List.of("Open the database once for writing, or run the Doctor with --fix.")),
    SQLITE_READONLY(
            8,
            "The database cannot be written.",
            List.of(
                    "The connection was opened read-only.",
                    "The file or its folder belongs to another user, or is write-protected;"
                            + " SQLite must be able to create files beside the database.",
                    "The disk is mounted read-only, as containers and installers do."),
            List.of(
                    "Write on a writing connection (SqliteDatabase.writer).",
                    "Give the process write access to the file, to -wal and -shm and to the folder.")),
    SQLITE_IOERR(
            10,
            "The operating system failed to read, write or lock the file.",
            List.of(
                    "The disk, or the network drive it lies on, has a fault or went away.",
                    "A quota or a limit on file size was met."),
            List.of(
                    "Look at the system's log; keep databases on local disks.",
                    "Run the Doctor before going on.")),
    SQLITE_CORRUPT(
            11,
            "The content of the file is damaged.",
            List.of(
                    "The file was copied or replaced while it was in use, or without its -wal.",
                    "A -wal was deleted, or is that of another database.",
                    "Something opened and closed the file other than by SQLite in the same process,"
                            + " which drops SQLite's locks; so do two copies of the driver.",
                    "It lies on a network drive, or the disk lost what it had confirmed."),
            List.of(
                    "Stop writing; keep a copy of the file, of -wal and of -journal.",
                    "If the Doctor finds only indexes damaged, run REINDEX.",
                    "Otherwise restore a backup, or save what can be read with the shell's .recover.")),
    SQLITE_FULL(
            13,
            "There is no room for what was to be written; it was rolled back.",
            List.of(
                    "The disk or the quota is full.",
                    "The WAL has grown large because a reader never ends, which keeps checkpoints"
                            + " from completing.",
                    "max_page_count limits the database.",
                    "The folder for temporary files is full (temp_store=FILE)."),
            List.of(
                    "Make room, then write again: the database is intact.",
                    "Close readers that were left open; then checkpoint"
                            + " (WalFiles.checkpointTruncate).")),
    SQLITE_CANTOPEN(
            14,
            "The file cannot be opened, or one of the files beside it cannot.",
            List.of(
                    "The folder does not exist: SQLite creates files, never folders.",
                    "The path is relative and the working directory is another one.",
                    "The process has no access to the file or its folder.",
                    "The database is in WAL mode and lies on a read-only file system, or in a folder"
                            + " that this process may not write: SQLite must make -wal and -shm"
                            + " beside it, even to read.",
                    "The path is that of a folder.",
                    "The process has too many files open, as with leaked connections."),
            List.of(
                    "Use an absolute path; create the folder first.",
                    "Check the access rights of the folder as well.",
                    "To read a database that cannot be written, open it with"
                            + " SqliteDatabase.builder(file).readOnly().",
                    "Count the open files of the process; look for connections nobody closed.")),
    SQLITE_INTERRUPT(
            9,
            "The statement was ended from outside before it was done; what it had written is rolled"
                    + " back.",
            List.of(
                    "Statement.cancel(), or a time limit of a framework that calls it.",
                    "The connection was closed by another thread, or at the end of the JVM."),
            List.of(
                    "Roll back when a transaction was open, then run it again if it is still"
                            + " wanted.",
                    "It does not end a wait for a lock: that takes as long as busy_timeout.")),
    SQLITE_MISUSE(
            21,
            "The driver's native part was called in a way that SQLite forbids.",
            List.of(
                    "A connection, statement or result is used after it was closed.",
                    "Two threads use one connection, and one closes what the other runs.",
                    "Two copies of the driver, or of SQLite, are loaded."),
            List.of(
                    "Use it within the try block that closes it.",
                    "Give each thread a connection of its own.",
                    "The agent sqlite-leak-agent names the place and the thread that closed it.")),
    SQLITE_NOTADB(
            26,
            "The file is no SQLite database, or it is an encrypted one.",
            List.of(
                    "The path is that of another file.",
                    "The database is encrypted, and no key or a wrong one was given.",
                    "Its beginning was overwritten, or a copy was cut short."),
            List.of(
                    "Check the path: a database begins with the text \"SQLite format 3\".",
                    "Give the key; otherwise restore a backup."));

    private static final int PRIMARY = 0xFF;

    private final int code;
    private final String meaning;
    private final List<String> causes;
    private final List<String> cures;

    KnownError(int code, String meaning, List<String> causes, List<String> cures) {
        this.code = code;
        this.meaning = meaning;
        this.causes = causes;
        this.cures = cures;
    }

    int code() {
        return code;
    }

    String meaning() {
        return meaning;
    }

    /** The usual ones, the most frequent first. */
    List<String> causes() {
        return causes;
    }

    List<String> cures() {
        return cures;
    }

    /** The one for this very code, else the one for its primary code. */
    static Optional<KnownError> of(int code) {
        return exactly(code).or(() -> exactly(code & PRIMARY));
    }

    private static Optional<KnownError> exactly(int code) {
        return Arrays.stream(values()).filter(known -> known.code == code).findFirst();
    }
}
