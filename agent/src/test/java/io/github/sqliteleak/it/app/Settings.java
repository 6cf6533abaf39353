package io.github.sqliteleak.it.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;

/** Programs that believe in settings; each closes what it opens. */
public final class Settings {
    private static final String QUICK = Db.URL + "?busy_timeout=10";

    private Settings() {}

    /** Argument: what is opened in WAL mode, twice. */
    public static final class Wal {
        public static void main(String... args) throws SQLException {
            for (int i = 0; i < 2; i++) {
                String url = "jdbc:sqlite:" + args[0];
                try (Connection connection = DriverManager.getConnection(url)) {
                    Db.say(Db.ask(connection, "PRAGMA main.journal_mode(\"WAL\")"));
                }
            }
        }
    }

    /** The switch to WAL by a text whose rows nobody sees; argument: what is opened. */
    public static final class WalByUpdate {
        public static void main(String... args) throws SQLException {
            String url = "jdbc:sqlite:" + args[0];
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("PRAGMA synchronous=1; PRAGMA journal_mode=WAL");
                Db.say(Db.ask(connection, "PRAGMA journal_mode"));
            }
        }
    }

    /** Arguments: what is opened, and what runs before WAL is asked for, in one transaction. */
    public static final class WalInTransaction {
        public static void main(String... args) throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0])) {
                connection.setAutoCommit(false);
                Db.run(connection, args[1]);
                try {
                    Db.say(Db.ask(connection, "PRAGMA journal_mode=WAL"));
                } catch (SQLException e) {
                    Db.say("refused");
                }
            }
        }
    }

    /** Another connection reads as the switch is tried; with an argument, it is tried again. */
    public static final class WalRefused {
        public static void main(String... args) throws SQLException {
            try (Connection reader = DriverManager.getConnection(QUICK);
                    Connection switching = DriverManager.getConnection(QUICK)) {
                Db.run(reader, "CREATE TABLE t (x)");
                reader.setAutoCommit(false);
                Db.ask(reader, "SELECT count(*) FROM t");
                attempt(switching);
                reader.rollback();
                if (args.length > 0) {
                    attempt(switching);
                }
                Db.run(switching, "INSERT INTO t VALUES (1)");
            }
        }

        private static void attempt(Connection connection) {
            try {
                Db.run(connection, "PRAGMA journal_mode=WAL");
                Db.say("switched");
            } catch (SQLException e) {
                Db.say("refused");
            }
        }
    }

    /** Argument: the text that sets up each connection of a pool of one. */
    public static final class InitSql {
        public static void main(String... args) throws SQLException {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(Db.URL);
            config.setMaximumPoolSize(1);
            config.setConnectionInitSql(args[0]);
            try (HikariDataSource pool = new HikariDataSource(config);
                    Connection connection = pool.getConnection()) {
                Db.say(Db.ask(connection, "PRAGMA cache_size"));
            }
        }
    }

    /** First argument: what is opened; the others are run one after the other. */
    public static final class Each {
        public static void main(String... args) throws SQLException {
            String url = "jdbc:sqlite:" + args[0];
            try (Connection connection = DriverManager.getConnection(url)) {
                for (int i = 1; i < args.length; i++) {
                    Db.run(connection, args[i]);
                }
                Db.say(Db.ask(connection, "PRAGMA cache_size"));
            }
        }
    }

    /** The busy timeout, skipped in a text, is set on the connection; argument: or not. */
    public static final class BusyTimeout {
        public static void main(String... args) throws SQLException {
            try (Connection connection = DriverManager.getConnection(Db.URL)) {
                Db.run(connection, "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=9000");
                if (Boolean.parseBoolean(args[0])) {
                    connection.unwrap(SQLiteConnection.class).setBusyTimeout(9_000);
                }
                Db.say(Db.ask(connection, "PRAGMA busy_timeout"));
            }
        }
    }

    /** Argument: a text that is run whole. */
    public static final class Script {
        public static void main(String... args) throws SQLException {
            try (Connection connection = DriverManager.getConnection(Db.URL);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(args[0]);
                Db.say(Db.ask(connection, "PRAGMA cache_size"));
            }
        }
    }
}
