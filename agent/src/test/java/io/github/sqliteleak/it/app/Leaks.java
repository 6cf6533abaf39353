package io.github.sqliteleak.it.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Programs that leak, each in a way of its own. */
public final class Leaks {
    private Leaks() {}

    public static final class InMain {
        public static void main(String... args) throws SQLException {
            Connection connection = DriverManager.getConnection(Db.URL);
            Db.say("closed: " + connection.isClosed());
        }
    }

    /** The close stands where an exception never lets it be. */
    public static final class ByException {
        public static void main(String... args) throws SQLException {
            Db.make();
            try {
                load();
            } catch (SQLException e) {
                Db.say("failed");
            }
        }

        private static void load() throws SQLException {
            Connection connection = DriverManager.getConnection(Db.URL);
            Db.run(connection, "INSERT INTO missing VALUES (1)");
            connection.close();
        }
    }

    public static final class Cursor {
        public static void main(String... args) throws SQLException {
            Db.make();
            ResultSet rows = firstRow();
            Db.say(rows.getString(1));
        }

        private static ResultSet firstRow() throws SQLException {
            Connection connection = DriverManager.getConnection(Db.URL);
            Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery("SELECT x FROM t WHERE x < 'hunter2'");
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return rows;
        }
    }

    /** Leaves one row committed and one not, with a WAL. */
    public static final class Transaction {
        public static void main(String... args) throws SQLException {
            Db.make();
            Connection connection = DriverManager.getConnection(Db.URL);
            Db.run(connection, "INSERT INTO t VALUES ('committed')");
            begin(connection);
            Db.run(connection, "INSERT INTO t VALUES ('uncommitted')");
        }

        private static void begin(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
        }
    }

    /** Leaves a WAL behind, once it is told to end. */
    public static final class WaitingInWal {
        public static void main(String... args) throws SQLException {
            Db.make();
            Connection connection = DriverManager.getConnection(Db.URL);
            Db.run(connection, "INSERT INTO t VALUES ('committed')");
            Db.say("ready");
            Db.hear();
        }
    }

    public static final class InMemory {
        public static void main(String... args) throws SQLException {
            for (String name :
                    new String[] {":memory:", "file:shared?mode=memory&cache=shared", ""}) {
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + name);
                Db.run(connection, "CREATE TABLE t (x)");
            }
        }
    }

    public static final class ReadOnly {
        public static void main(String... args) throws SQLException {
            Db.make();
            Connection connection = DriverManager.getConnection("jdbc:sqlite:data.db?open_mode=1");
            Db.say(Db.ask(connection, "SELECT count(*) FROM t"));
        }
    }

    /** One file by five names. */
    public static final class Aliases {
        public static void main(String... args) throws Exception {
            Db.make();
            Path file = Path.of("data.db").toAbsolutePath();
            Files.createSymbolicLink(Path.of("link.db"), file);
            String[] names = {
                "data.db",
                "./fork/../data.db",
                file.toString(),
                "link.db",
                "file:" + file + "?cache=private"
            };
            Files.createDirectories(Path.of("fork"));
            for (String name : names) {
                Connection connection = DriverManager.getConnection("jdbc:sqlite:" + name);
                Db.run(connection, "INSERT INTO t VALUES (0)");
            }
        }
    }

    /** Another program of the same kind, whose leak one may want to leave out. */
    public static final class Two {
        public static void main(String... args) throws SQLException {
            known();
            unknown();
        }

        private static void known() throws SQLException {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:known.db");
            Db.run(connection, "CREATE TABLE t (x)");
        }

        private static void unknown() throws SQLException {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:unknown.db");
            Db.run(connection, "CREATE TABLE t (x)");
        }
    }
}
