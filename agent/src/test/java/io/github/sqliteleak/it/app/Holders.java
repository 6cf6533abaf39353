package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A statement fails because of a lock that is held in some unusual way. Arguments: the way, and the
 * journal mode. Connection 2 has done much the same and holds nothing any more; 3 holds the lock,
 * by a thread named after that; 4 fails, and then succeeds.
 */
public final class Holders {
    private static Connection decoy;
    private static Connection holder;
    private static ResultSet rows;

    private Holders() {}

    public static void main(String... args) throws Exception {
        try (Connection first = DriverManager.getConnection(Db.URL + "?journal_mode=" + args[1])) {
            Db.run(first, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)");
        }
        String url = Db.URL + "?busy_timeout=50";
        decoy = DriverManager.getConnection(url);
        Way way = way(args[0]);
        way.pretend();
        if (args[0].startsWith("exclusive") && args[1].equals("WAL")) {
            // Who is connected at all is in the way of that.
            decoy.close();
        }
        Thread holding = new Thread(() -> hold(way, url), "holder-3");
        holding.start();
        holding.join();
        try (Connection waiter = DriverManager.getConnection(url)) {
            String sql =
                    args[0].startsWith("checkpoint")
                            ? "PRAGMA wal_checkpoint(TRUNCATE)"
                            : "INSERT INTO t VALUES (2)";
            attempt(waiter, sql);
            way.release();
            attempt(waiter, sql);
        }
        holder.close();
        decoy.close();
    }

    private static void hold(Way way, String url) {
        try {
            way.hold(url);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void attempt(Connection waiter, String sql) {
        try (Statement statement = waiter.createStatement()) {
            boolean row = statement.execute(sql);
            Db.say(row && statement.getResultSet().getInt(1) != 0 ? "failed" : "done");
        } catch (SQLException e) {
            Db.say("failed");
        }
    }

    private static void fail(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
            throw new IllegalStateException("has not failed: " + sql);
        } catch (SQLException e) {
            Db.say("as meant");
        }
    }

    private interface Way {
        /** What the connection that holds nothing does. */
        void pretend() throws SQLException;

        void hold(String url) throws SQLException;

        void release() throws SQLException;
    }

    private static Way way(String name) {
        return switch (name) {
            case "returning" -> new Returning();
            case "exclusive" -> new Exclusive("INSERT INTO t VALUES (3)");
            case "exclusive-read" -> new Exclusive("SELECT x FROM t");
            case "exclusive-url" -> new ExclusiveByUrl();
            case "pragma" -> new HeaderPragma();
            case "script" -> new FailedScript();
            case "violation" -> new Violation("INSERT INTO u VALUES (1)");
            case "violation-abort" -> new Violation("INSERT OR ABORT INTO u VALUES (1)");
            case "foreign-key" -> new Violation("INSERT INTO c VALUES (1)");
            case "schema-rollback" -> new SchemaRollback();
            case "if-not-exists" -> new IfNotExists("BEGIN IMMEDIATE");
            case "created-if-not-exists" -> new IfNotExists("CREATE TABLE IF NOT EXISTS v (x)");
            case "pragma-read" -> new PragmaRead();
            case "checkpoint-writer" -> new Writer();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A result of a statement that writes, not read to its end. */
    private static final class Returning implements Way {
        private static final String INSERT = "INSERT INTO t VALUES (3), (4) RETURNING x";

        @Override
        public void pretend() throws SQLException {
            try (Statement statement = decoy.createStatement()) {
                ResultSet all = statement.executeQuery(INSERT);
                while (all.next()) {
                    Db.say("row");
                }
            }
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url);
            rows = holder.createStatement().executeQuery(INSERT);
            rows.next();
        }

        @Override
        public void release() throws SQLException {
            rows.close();
        }
    }

    /** A locking mode that keeps locks. */
    private static final class Exclusive implements Way {
        private final String use;

        Exclusive(String use) {
            this.use = use;
        }

        @Override
        public void pretend() throws SQLException {
            Db.run(decoy, "PRAGMA locking_mode=EXCLUSIVE", use);
            Db.run(decoy, "PRAGMA locking_mode=NORMAL", "SELECT x FROM t");
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url);
            // In the mode from the first use on, SQLite would not leave it with a WAL.
            Db.run(holder, "SELECT x FROM t");
            holder.createStatement().execute("PRAGMA locking_mode=EXCLUSIVE");
            Db.run(holder, use);
        }

        @Override
        public void release() throws SQLException {
            Db.run(holder, "PRAGMA locking_mode=NORMAL", "SELECT x FROM t");
        }
    }

    private static final class ExclusiveByUrl implements Way {
        @Override
        public void pretend() throws SQLException {
            Db.run(decoy, "INSERT INTO t VALUES (3)");
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url + "&locking_mode=EXCLUSIVE");
            Db.run(holder, "INSERT INTO t VALUES (3)");
        }

        @Override
        public void release() throws SQLException {
            holder.close();
        }
    }

    /** A transaction whose only write is that of a PRAGMA. */
    private static final class HeaderPragma implements Way {
        @Override
        public void pretend() throws SQLException {
            Db.run(decoy, "BEGIN", "PRAGMA user_version");
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url);
            holder.setAutoCommit(false);
            Db.run(holder, "PRAGMA user_version=3");
        }

        @Override
        public void release() throws SQLException {
            holder.rollback();
        }
    }

    /** A text of several statements that fails after its BEGIN. */
    private static final class FailedScript implements Way {
        @Override
        public void pretend() {
            fail(decoy, "BEGIN IMMEDIATE; COMMIT; INSERT INTO nowhere VALUES (1)");
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url);
            fail(
                    holder,
                    "BEGIN IMMEDIATE; INSERT INTO t VALUES (1); INSERT INTO nowhere VALUES (1)");
        }

        @Override
        public void release() throws SQLException {
            Db.run(holder, "ROLLBACK");
        }
    }

    /** A transaction in which a statement has violated a constraint. */
    private static final class Violation implements Way {
        private final String violating;

        Violation(String violating) {
            this.violating = violating;
        }

        @Override
        public void pretend() throws SQLException {
            Db.run(decoy, "CREATE TABLE u (x PRIMARY KEY)", "INSERT INTO u VALUES (1)");
            Db.run(decoy, "CREATE TABLE c (x REFERENCES u)", "DELETE FROM u", "BEGIN IMMEDIATE");
            Db.run(decoy, "INSERT INTO u VALUES (0)", "COMMIT", "BEGIN IMMEDIATE");
            fail(decoy, "INSERT OR ROLLBACK INTO u VALUES (0)");
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url + "&foreign_keys=true");
            if (violating.contains("INTO u")) {
                Db.run(holder, "INSERT INTO u VALUES (1)");
            }
            holder.setAutoCommit(false);
            fail(holder, violating);
        }

        @Override
        public void release() throws SQLException {
            holder.rollback();
        }
    }

    /** Beside a transaction that SQLite has rolled back because the schema says so. */
    private static final class SchemaRollback implements Way {
        @Override
        public void pretend() throws SQLException {
            Db.run(decoy, "CREATE TABLE u (x PRIMARY KEY ON CONFLICT ROLLBACK)");
            Db.run(decoy, "INSERT INTO u VALUES (1)", "BEGIN IMMEDIATE");
            fail(decoy, "INSERT INTO u VALUES (1)");
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url);
            Db.run(holder, "BEGIN IMMEDIATE");
        }

        @Override
        public void release() throws SQLException {
            Db.run(holder, "ROLLBACK");
        }
    }

    /** Beside a transaction whose statements had nothing to do. */
    private static final class IfNotExists implements Way {
        private final String locking;

        IfNotExists(String locking) {
            this.locking = locking;
        }

        @Override
        public void pretend() throws SQLException {
            Db.run(decoy, "BEGIN", "CREATE TABLE IF NOT EXISTS t (x)", "DROP TABLE IF EXISTS no");
            if (!locking.startsWith("BEGIN")) {
                Db.run(decoy, "COMMIT");
            }
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url);
            if (!locking.startsWith("BEGIN")) {
                Db.run(holder, "BEGIN");
            }
            Db.run(holder, locking);
        }

        @Override
        public void release() throws SQLException {
            Db.run(holder, "ROLLBACK");
        }
    }

    /** A transaction that has read by a PRAGMA, which is in the way where there is no WAL. */
    private static final class PragmaRead implements Way {
        @Override
        public void pretend() throws SQLException {
            Db.run(decoy, "BEGIN", "SELECT 1", "PRAGMA foreign_keys");
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url);
            holder.setAutoCommit(false);
            Db.ask(holder, "PRAGMA user_version");
        }

        @Override
        public void release() throws SQLException {
            holder.rollback();
        }
    }

    /** A writer that a checkpoint waits for. */
    private static final class Writer implements Way {
        @Override
        public void pretend() throws SQLException {
            Db.run(decoy, "BEGIN", "SELECT 1");
            Db.run(decoy, "COMMIT");
        }

        @Override
        public void hold(String url) throws SQLException {
            holder = DriverManager.getConnection(url);
            holder.createStatement().execute("BEGIN IMMEDIATE");
        }

        @Override
        public void release() throws SQLException {
            Db.run(holder, "COMMIT");
        }
    }
}
