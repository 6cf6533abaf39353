package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Programs whose statements fail on locks; each closes what it opens. */
public final class Locks {
    private static final String WAL = Db.URL + "?journal_mode=WAL&busy_timeout=50";
    private static final String NO_WAL = Db.URL + "?busy_timeout=50";

    private Locks() {}

    /** A thread holds the write lock while main writes. */
    public static final class Writer {
        private static Connection holder;

        public static void main(String... args) throws Exception {
            try (Connection connection = DriverManager.getConnection(WAL)) {
                Db.run(connection, "CREATE TABLE t (x)");
                Thread writer = new Thread(Writer::hold, "writer-1");
                writer.start();
                writer.join();
                save(connection);
                holder.rollback();
                holder.close();
                save(connection);
            }
        }

        private static void hold() {
            try {
                holder = DriverManager.getConnection(WAL);
                holder.setAutoCommit(false);
                Db.run(holder, "INSERT INTO t VALUES (1)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void save(Connection connection) {
            try {
                Db.run(connection, "INSERT INTO t VALUES (2)");
                Db.say("saved");
            } catch (SQLException e) {
                Db.say("failed");
            }
        }
    }

    /** Holds the write lock until it hears something. */
    public static final class Holding {
        public static void main(String... args) throws SQLException {
            try (Connection connection = DriverManager.getConnection(WAL)) {
                Db.run(connection, "CREATE TABLE t (x)", "BEGIN IMMEDIATE");
                Db.say("ready");
                Db.hear();
            }
        }
    }

    /** Tries to write once. */
    public static final class WritingOnce {
        public static void main(String... args) throws SQLException {
            try (Connection connection = DriverManager.getConnection(WAL)) {
                Writer.save(connection);
            }
        }
    }

    /**
     * A result that is not read to its end keeps a writer from committing where there is no WAL.
     */
    public static final class Cursor {
        public static void main(String... args) throws Exception {
            try (Connection reader = DriverManager.getConnection(NO_WAL);
                    Connection writer = DriverManager.getConnection(NO_WAL)) {
                Db.run(reader, "CREATE TABLE t (x)");
                Db.run(reader, "INSERT INTO t VALUES (1), (2)");
                ResultSet[] rows = new ResultSet[1];
                Thread reading = new Thread(() -> rows[0] = read(reader), "reading");
                reading.start();
                reading.join();
                Writer.save(writer);
                rows[0].getStatement().close();
                Writer.save(writer);
            }
        }

        private static ResultSet read(Connection reader) {
            try {
                ResultSet rows = reader.createStatement().executeQuery("SELECT x FROM t");
                rows.next();
                return rows;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A transaction that has read writes after another connection has written. */
    public static final class Snapshot {
        public static void main(String... args) throws SQLException {
            try (Connection reader = DriverManager.getConnection(WAL);
                    Connection writer = DriverManager.getConnection(WAL)) {
                Db.run(writer, "CREATE TABLE t (x)");
                reader.setAutoCommit(false);
                try (Statement statement = reader.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
                    rows.next();
                }
                Writer.save(writer);
                Writer.save(reader);
                reader.rollback();
            }
        }
    }
}
