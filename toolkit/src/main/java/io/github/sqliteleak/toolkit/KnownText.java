package io.github.sqliteleak.toolkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is worth saying about errors that have no code of their own: SQLite gives them SQLITE_ERROR,
 * and the driver gives its own none at all. Known by their text.
 */
@SuppressWarnings("ImmutableEnumChecker") // All lists are List.of.
enum KnownText {
    OWN_RESULT(
            "SQL statements? in progress|due to active statements|error creating function",
            "A statement of this same connection has not ended: its result was not read to its end,"
                    + " nor closed. SQLite does not wait for its own connection.",
            List.of(
                    "A ResultSet was left open, of a query that runs on this connection.",
                    "A function, a collation or a setting is changed between two rows of a result."),
            List.of(
                    "Close the ResultSet or its Statement first, or read it to its end.",
                    "Register functions and collations right after the connection was opened.")),
    ATTACHED_IN_USE(
            "database (?!table |schema )\\S+ is locked",
            "The attached database is still in use by this same connection, so it cannot be"
                    + " detached.",
            List.of(
                    "A ResultSet that reads from it is still open.",
                    "A transaction that has used it is still open."),
            List.of("Close the result, and commit or roll back, before DETACH.")),
    VACUUM_IN_TRANSACTION(
            "cannot VACUUM from within a transaction",
            "VACUUM runs outside of transactions only.",
            List.of(
                    "The connection has setAutoCommit(false), which begins a transaction at once.",
                    "A BEGIN or SAVEPOINT was not ended."),
            List.of("Commit or roll back, then setAutoCommit(true), then VACUUM.")),
    JOURNAL_IN_TRANSACTION(
            "cannot change (?:into|out of) wal mode from within a transaction",
            "The journal mode cannot be changed while this connection reads or writes.",
            List.of(
                    "A ResultSet of this connection is still open, which is a read transaction.",
                    "The connection has setAutoCommit(false), or a BEGIN was not ended."),
            List.of(
                    "Close its results, and commit or roll back, before PRAGMA journal_mode.",
                    "Set it once, when the database is made: WAL stays with the file.")),
    SYNCHRONOUS_IN_TRANSACTION(
            "Safety level may not be changed inside a transaction",
            "PRAGMA synchronous runs outside of transactions only.",
            List.of(
                    "A pool runs its init statement on a connection with setAutoCommit(false).",
                    "A BEGIN was not ended."),
            List.of(
                    "Put it into the URL (?synchronous=NORMAL), or set it before the transaction.")),
    NESTED_BEGIN(
            "cannot start a transaction within a transaction",
            "This connection has a transaction open already; SQLite nests them by savepoints only.",
            List.of(
                    "BEGIN is run by hand on a connection with setAutoCommit(false), which has begun"
                            + " one.",
                    "An earlier transaction was neither committed nor rolled back, as after an"
                            + " exception.",
                    "Two threads share the connection."),
            List.of(
                    "Use either setAutoCommit(false) or BEGIN, not both.",
                    "Roll back in a finally or catch block; nest with SAVEPOINT.",
                    "Give each thread a connection of its own.")),
    NO_TRANSACTION(
            "cannot (?:commit|rollback) - no transaction is active",
            "There is no transaction to end.",
            List.of(
                    "SQLite has rolled it back by itself after an error, such as a full disk.",
                    "A second setAutoCommit(false) after SQLITE_BUSY has begun none, although"
                            + " getAutoCommit() answers false.",
                    "BEGIN and COMMIT by hand are mixed with commit()."),
            List.of(
                    "After an error roll back, and begin anew (BusyRetry.transaction does).",
                    "Use either setAutoCommit(false) with commit(), or BEGIN with COMMIT.")),
    ATTACH_IN_TRANSACTION(
            "cannot (?:ATTACH|DETACH) database within transaction",
            "Databases are attached and detached outside of transactions only.",
            List.of("The connection has setAutoCommit(false), or a BEGIN was not ended."),
            List.of("Commit or roll back first.")),
    NO_TABLE(
            "no such (?:table|view): ",
            "The database that this connection has open has no such table.",
            List.of(
                    "It is in memory and began empty: a private one (:memory:) ends with its"
                            + " connection, a shared one (cache=shared, vfs=memdb) with its last one."
                            + " Each connection to :memory: has another one.",
                    "A pool has replaced its connection to a database in memory (maxLifetime).",
                    "It is another file: a relative path from another working directory, or"
                            + " parameters that the driver does not know and that became a part of"
                            + " the name (app.db?busyTimeout=1). SQLite makes a file that is"
                            + " missing.",
                    "The table is in an attached database, or the migration has not run."),
            List.of(
                    "In memory: keep one connection open as long as the database is needed; in"
                            + " HikariCP maximumPoolSize=1 and maxLifetime=0.",
                    "In a file: use an absolute path, and look which file it is with PRAGMA"
                            + " database_list.")),
    CLOSED(
            "database connection closed|database has been closed|stmt pointer is closed"
                    + "|statement is not executing|statement is closed|ResultSet closed"
                    + "|connection is closed",
            "The connection, statement or result was closed before this call.",
            List.of(
                    "It is used behind the end of its try block, as a lazy stream does.",
                    "Another thread has closed it, or a pool has taken it back.",
                    "The Statement was run again, which closes its earlier ResultSet."),
            List.of(
                    "Use it within the try block that closes it; collect rows before that.",
                    "Give each thread a connection of its own.",
                    "The agent sqlite-leak-agent names the place and the thread that closed it."));

    private final Pattern text;
    private final String meaning;
    private final List<String> causes;
    private final List<String> cures;

    KnownText(String text, String meaning, List<String> causes, List<String> cures) {
        this.text = Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        this.meaning = meaning;
        this.causes = causes;
        this.cures = cures;
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

    /** The first one whose text is in the message. */
    static Optional<KnownText> of(String message) {
        return Arrays.stream(values())
                .filter(known -> known.text.matcher(message).find())
                .findFirst();
    }
}
