package io.github.sqliteleak.it.app;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes for granted what the driver or SQLite does not do, each on a database of its own; with the
 * argument {@code cured} it does not. Closes all that it opens.
 */
public final class Surprises {
    private static boolean cured;

    private Surprises() {}

    public static void main(String... args) throws Exception {
        cured = args.length > 0;
        beginAfterBusy();
        savepoint();
        valid();
        abort();
        loweredTimeout();
        timeoutOfQuery();
        sharedCache();
        timeoutForLock();
        cancelledWait();
        readOnly();
        tooManyFiles();
    }

    private static void beginAfterBusy() throws SQLException {
        try (Connection holder = made("begin.db");
                Connection connection =
                        open("begin.db?transaction_mode=IMMEDIATE&busy_timeout=20")) {
            Db.run(holder, "BEGIN IMMEDIATE");
            begin(connection);
            Db.run(holder, "COMMIT");
            if (cured) {
                attempt("again", () -> connection.setAutoCommit(true));
            }
            connection.setAutoCommit(false);
            Db.run(connection, "INSERT INTO t VALUES (1)");
            attempt("rollback", connection::rollback);
            Db.say("begin.db has " + Db.ask(holder, "SELECT count(*) FROM t"));
        }
    }

    private static void begin(Connection connection) {
        attempt("begin", () -> connection.setAutoCommit(false));
    }

    private static void savepoint() throws SQLException {
        try (Connection connection = made("savepoint.db")) {
            if (cured) {
                connection.setAutoCommit(false);
            }
            Savepoint savepoint = connection.setSavepoint();
            Db.run(connection, "INSERT INTO t VALUES (1)");
            connection.releaseSavepoint(savepoint);
            attempt("commit", connection::commit);
        }
    }

    private static void valid() throws SQLException {
        try (Connection holder = made(cured ? "valid.db?journal_mode=WAL" : "valid.db");
                Connection connection = open("valid.db?busy_timeout=20")) {
            Db.run(holder, "BEGIN EXCLUSIVE", "INSERT INTO t VALUES (1)");
            attempt("isValid", () -> Db.say("valid " + connection.isValid(1)));
            Db.run(holder, "COMMIT");
        }
    }

    private static void abort() throws SQLException {
        try (Connection connection = made("abort.db")) {
            if (!cured) {
                connection.abort(Runnable::run);
            }
        }
    }

    private static void loweredTimeout() throws SQLException {
        try (Connection holder = made("lowered.db");
                Connection connection = open("lowered.db?busy_timeout=5000")) {
            Db.run(holder, "BEGIN IMMEDIATE");
            if (!cured) {
                lower(connection);
            }
            if (cured) {
                Db.run(holder, "COMMIT");
            }
            attempt("lowered", () -> Db.run(connection, "INSERT INTO t VALUES (1)"));
        }
    }

    private static void lower(Connection connection) throws SQLException {
        Db.run(connection, "PRAGMA busy_timeout=30");
    }

    /** The driver goes back to what the connection was opened with. */
    private static void timeoutOfQuery() throws SQLException {
        try (Connection holder = made("query.db");
                Connection connection =
                        open(cured ? "query.db?busy_timeout=400" : "query.db?busy_timeout=100")) {
            Db.run(connection, "PRAGMA busy_timeout=400");
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(1);
                try (ResultSet rows = statement.executeQuery("SELECT x FROM t")) {
                    rows.next();
                }
            }
            Db.run(holder, "BEGIN IMMEDIATE");
            attempt("after query", () -> Db.run(connection, "INSERT INTO t VALUES (1)"));
            Db.run(holder, "COMMIT");
        }
    }

    private static void sharedCache() throws SQLException {
        String parameters = cured ? "" : "&cache=shared";
        try (Connection one = made("file:shared.db?journal_mode=WAL" + parameters);
                Connection other = open("file:shared.db?journal_mode=WAL" + parameters)) {
            Db.run(one, "BEGIN", "INSERT INTO t VALUES (1)");
            attempt("shared", () -> Db.say("rows " + Db.ask(other, "SELECT count(*) FROM t")));
            Db.run(one, "COMMIT");
        }
    }

    private static void timeoutForLock() throws SQLException {
        try (Connection holder = made("lock.db");
                Connection connection = open("lock.db?busy_timeout=50")) {
            Db.run(holder, "BEGIN IMMEDIATE");
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(cured ? 0 : 1);
                attempt("timed", () -> statement.execute("INSERT INTO t VALUES (1)"));
            }
        }
    }

    /** Cancelled again and again, since a wait that goes on is all that it is about. */
    private static void cancelledWait() throws SQLException, InterruptedException {
        try (Connection holder = made("cancel.db");
                Connection connection = open("cancel.db?busy_timeout=600");
                Statement statement = connection.createStatement()) {
            Db.run(holder, "BEGIN IMMEDIATE");
            Thread waiter =
                    new Thread(
                            () ->
                                    attempt(
                                            "cancelled",
                                            () -> statement.execute("INSERT INTO t VALUES (1)")));
            waiter.start();
            while (!cured && waiter.isAlive()) {
                statement.cancel();
                waiter.join(20);
            }
            waiter.join();
        }
    }

    private static void readOnly() throws SQLException {
        made("read.db").close();
        try (Connection connection = open(cured ? "read.db?open_mode=1" : "read.db")) {
            attempt("read-only", () -> connection.setReadOnly(true));
        }
    }

    private static void tooManyFiles() throws Exception {
        List<Connection> open = new ArrayList<>();
        made("many.db").close();
        if (cured || !limitFiles(100)) {
            return;
        }
        try {
            while (open.size() < 1_000) {
                open.add(open("many.db"));
            }
        } catch (SQLException e) {
            Db.say("many failed with " + e.getErrorCode());
        }
        for (Connection connection : open) {
            connection.close();
        }
    }

    /** False where the command is not known. */
    private static boolean limitFiles(int most) throws InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            return new ProcessBuilder("prlimit", "--pid", pid, "--nofile=" + most + ':')
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Connection made(String file) throws SQLException {
        Connection connection = open(file);
        Db.run(connection, "CREATE TABLE t (x)");
        return connection;
    }

    private static Connection open(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static void attempt(String what, Work work) {
        try {
            work.run();
            Db.say(what + " done");
        } catch (SQLException e) {
            Db.say(what + " failed with " + e.getErrorCode());
        }
    }

    private interface Work {
        void run() throws SQLException;
    }
}
