package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConnection;

/** Programs whose statements fail because another connection holds the write lock. */
public final class Locked {
    private Locked() {}

    private static Connection open(String settings) throws SQLException {
        return DriverManager.getConnection(Db.URL + "?" + settings);
    }

    /** Connections with timeouts of their own, of which the last one's is the shortest. */
    public static final class Timeouts {
        private static final int LONG = 300;

        public static void main(String... args) throws Exception {
            try (Connection holder = open("journal_mode=WAL");
                    Connection patient = open("busy_timeout=" + LONG);
                    Connection last = open("busy_timeout=1")) {
                Db.run(holder, "CREATE TABLE t (x)", "BEGIN IMMEDIATE");
                Db.say(attempt(patient) >= LONG * 9 / 10 ? "waited" : "gave up early");
                attempt(last);
                BusyHandler.setHandler(last, new Twice());
                attempt(patient);
                attempt(last);
                Db.run(holder, "COMMIT");
            }
        }

        /** A handler of the application's own. */
        private static final class Twice extends BusyHandler {
            @Override
            protected int callback(int attempt) {
                Db.say("asked " + attempt);
                return attempt < 1 ? 1 : 0;
            }
        }

        private static long attempt(Connection waiter) {
            long start = System.nanoTime();
            try {
                Db.run(waiter, "INSERT INTO t VALUES (1)");
                Db.say("not locked");
            } catch (SQLException e) {
                Db.say("failed: " + e.getErrorCode());
            }
            return Duration.ofNanos(System.nanoTime() - start).toMillis();
        }
    }

    /** A prepared batch that waits behind a writer, while another connection has a result open. */
    public static final class Batch {
        public static void main(String... args) throws Exception {
            try (Connection holder = open("journal_mode=" + args[0]);
                    Connection reader = open("journal_mode=" + args[0]);
                    Connection waiter = open("busy_timeout=60&journal_mode=" + args[0])) {
                Db.run(holder, "CREATE TABLE t (x)", "INSERT INTO t VALUES (0), (1)");
                // The last that the waiter has run before is a commit.
                waiter.setAutoCommit(false);
                batch(waiter);
                waiter.commit();
                waiter.setAutoCommit(true);
                Db.run(holder, "BEGIN IMMEDIATE");
                try (Statement statement = reader.createStatement();
                        var rows = statement.executeQuery("SELECT x FROM t")) {
                    rows.next();
                    batch(waiter);
                } catch (SQLException e) {
                    Db.say("failed: " + e.getErrorCode());
                }
                Db.run(holder, "COMMIT");
            }
        }

        private static void batch(Connection connection) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO t VALUES (?)")) {
                for (int i = 0; i < 2; i++) {
                    insert.setInt(1, i);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }

    /** SQL that names the busy timeout, fails or does not concern it, before others wait. */
    public static final class Named {
        private static final String MENTION = "INSERT INTO k VALUES ('busy_timeout')";

        public static void main(String... args) throws Exception {
            try (Connection holder = open("journal_mode=WAL");
                    Connection waiter = open("busy_timeout=60")) {
                Db.run(holder, "CREATE TABLE k (x UNIQUE)");
                Db.run(waiter, MENTION);
                attempt(waiter, MENTION);
                locked(holder, waiter, MENTION);
                attempt(waiter, "SELECT timeout FROM pragma_busy_timeout, none");
                locked(holder, waiter, "INSERT INTO k VALUES ('prepared')");
                attempt(waiter, "PRAGMA busy_timeout=70; INSERT INTO none VALUES (1)");
                locked(holder, waiter, "INSERT INTO k VALUES ('script')");
                Db.say("timeout " + Db.ask(waiter, "PRAGMA busy_timeout"));
                ((SQLiteConnection) waiter).getDatabase().exec("PRAGMA busy_timeout=80", true);
                locked(holder, waiter, "INSERT INTO k VALUES ('by the handle')");
            }
        }

        private static void locked(Connection holder, Connection waiter, String sql)
                throws SQLException {
            Db.run(holder, "BEGIN IMMEDIATE");
            attempt(waiter, sql);
            Db.run(holder, "COMMIT");
        }

        private static void attempt(Connection connection, String sql) {
            try (Statement statement = connection.createStatement()) {
                if (sql.contains(";")) {
                    statement.executeUpdate(sql);
                } else {
                    statement.execute(sql);
                }
                Db.say("done: " + sql);
            } catch (SQLException e) {
                Db.say("failed: " + e.getErrorCode());
            }
        }
    }

    /** Two places that try again and again at once. */
    public static final class Places {
        public static void main(String... args) throws Exception {
            try (Connection holder = open("journal_mode=WAL");
                    Connection waiter = open("busy_timeout=0")) {
                Db.run(holder, "CREATE TABLE t (x)", "CREATE TABLE u (x)", "BEGIN IMMEDIATE");
                for (int i = 0; i < 50; i++) {
                    insert(waiter);
                    delete(waiter);
                }
                Db.run(holder, "COMMIT");
            }
        }

        private static void insert(Connection waiter) {
            try (Statement statement = waiter.createStatement()) {
                statement.executeUpdate("INSERT INTO t VALUES (1)");
            } catch (SQLException e) {
                Db.say("failed: insert");
            }
        }

        private static void delete(Connection waiter) {
            try (Statement statement = waiter.createStatement()) {
                statement.executeUpdate("DELETE FROM u");
            } catch (SQLException e) {
                Db.say("failed: delete");
            }
        }
    }
}
