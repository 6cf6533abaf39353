package io.github.sqliteleak.it.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Settings and databases in memory that are not what the program takes them for; with the argument
 * {@code cured}, the same done right. Each on a database of its own, and closed.
 */
public final class Beliefs {
    private final boolean cured;

    private Beliefs(boolean cured) {
        this.cured = cured;
    }

    public static void main(String... args) throws Exception {
        Beliefs beliefs = new Beliefs(args.length > 0 && args[0].equals("cured"));
        beliefs.sharedMemory("file:unit?mode=memory&cache=shared");
        beliefs.sharedMemory("file:/unit?vfs=memdb");
        beliefs.replacedInPool(":memory:");
        beliefs.replacedInPool("");
        beliefs.lookedFor();
        beliefs.foreignKeys();
        beliefs.keysOfUrl();
        beliefs.properties();
        beliefs.pragmas();
        beliefs.movedFile();
        beliefs.lockFolder();
        beliefs.ownBegins();
    }

    /** One connection for each transaction. */
    private void sharedMemory(String file) throws SQLException {
        String url = "jdbc:sqlite:" + file;
        try (Connection kept = cured ? DriverManager.getConnection(url) : null) {
            try (Connection connection = DriverManager.getConnection(url)) {
                Db.run(connection, "CREATE TABLE t (x)");
            }
            try (Connection connection = DriverManager.getConnection(url)) {
                insert(connection);
            }
            Db.say(kept == null ? "ended" : "kept");
        }
    }

    private void replacedInPool(String file) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file);
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (Connection connection = pool.getConnection()) {
                Db.run(connection, "CREATE TABLE t (x)");
                if (!cured) {
                    pool.evictConnection(connection);
                }
            }
            try (Connection connection = pool.getConnection()) {
                insert(connection);
            }
        }
    }

    /** A look whether the table is there is no mistake, when it is made after that. */
    private void lookedFor() throws SQLException {
        for (int i = 0; i < 2; i++) {
            try (Connection connection =
                    DriverManager.getConnection("jdbc:sqlite:file:own?mode=memory&cache=shared")) {
                try {
                    Db.run(connection, "CREATE INDEX i ON t (x)");
                } catch (SQLException e) {
                    Db.run(connection, "CREATE TABLE t (x)");
                }
            }
        }
    }

    private void foreignKeys() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:keys.db" + (cured ? "?foreign_keys=on" : ""));
        config.setMaximumPoolSize(1);
        config.setAutoCommit(false);
        config.setConnectionInitSql("PRAGMA foreign_keys=ON");
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection connection = pool.getConnection()) {
            Db.say(Db.ask(connection, "PRAGMA foreign_keys"));
            connection.commit();
        }
    }

    private void keysOfUrl() throws SQLException {
        open(cured ? "url.db?busy_timeout=900" : "url.db?busyTimeout=900&secret_key=sesame");
        open(cured ? "file:uri.db?foreign_keys=on" : "file:uri.db?foreignKeys=on");
    }

    private void properties() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty(cured ? "journal_mode" : "journalMode", "WAL");
        properties.setProperty("user", "me");
        properties.setProperty("com.example.pool.size", "3");
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:properties.db", properties)) {
            Db.say(Db.ask(connection, "PRAGMA journal_mode"));
        }
    }

    private void pragmas() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:pragma.db");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    cured ? "PRAGMA busy_timeout = 700" : "PRAGMA main.busy_timout = 700");
            statement.executeUpdate(
                    cured ? "PRAGMA user_version = 3" : "PRAGMA transaction_mode = IMMEDIATE");
            statement.executeUpdate("PRAGMA of_an_extension = 3");
        }
    }

    private void movedFile() throws SQLException, IOException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:moved.db");
        Db.run(connection, "CREATE TABLE t (x)");
        if (cured) {
            connection.close();
        }
        Files.delete(Path.of("moved.db"));
        if (cured) {
            connection = DriverManager.getConnection("jdbc:sqlite:moved.db");
            Db.run(connection, "CREATE TABLE t (x)");
        }
        insert(connection);
        connection.close();
    }

    /** As a killed program leaves it. */
    private void lockFolder() throws SQLException, IOException {
        Files.createDirectory(Path.of("folder.db.lock"));
        if (cured) {
            Files.delete(Path.of("folder.db.lock"));
        }
        try {
            open("file:folder.db?vfs=unix-dotfile&busy_timeout=20");
        } catch (SQLException e) {
            Db.say("locked");
        }
    }

    private void ownBegins() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("transaction_mode", "EXCLUSIVE");
        try (Connection one =
                        DriverManager.getConnection(
                                "jdbc:sqlite:begin.db?transaction_mode=immediate");
                Connection other = DriverManager.getConnection("jdbc:sqlite:other.db", properties);
                Statement statement = other.createStatement()) {
            one.setAutoCommit(false);
            one.setAutoCommit(true);
            Db.run(one, "BEGIN DEFERRED");
            Db.run(one, "COMMIT");
            Db.run(one, cured ? "BEGIN IMMEDIATE" : "BEGIN");
            Db.run(one, "COMMIT");
            statement.executeUpdate(cured ? "BEGIN EXCLUSIVE" : "begin transaction");
            statement.executeUpdate("COMMIT");
        }
    }

    private static void open(String file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            Db.run(connection, "CREATE TABLE t (x)");
        }
    }

    private static void insert(Connection connection) throws SQLException {
        try {
            Db.run(connection, "INSERT INTO t VALUES (1)");
            Db.say("inserted");
        } catch (SQLException e) {
            Db.say("no table");
        }
    }
}
