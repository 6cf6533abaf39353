package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Does what {@link Leaks} do and closes all of it. Ends with status 7. */
public final class Clean {
    private Clean() {}

    public static void main(String... args) throws SQLException {
        Db.make();
        try {
            useAndFail();
        } catch (SQLException e) {
            Db.say(e.getMessage());
        }
        transaction();
        inMemory();
        readOnly();
        System.exit(7);
    }

    private static void useAndFail() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Db.URL)) {
            Db.run(connection, "INSERT INTO missing VALUES (1)");
        }
    }

    private static void transaction() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Db.URL)) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO t VALUES (?)")) {
                for (int i = 0; i < 10; i++) {
                    insert.setInt(1, i);
                    insert.addBatch();
                }
                Db.say("inserted " + insert.executeBatch().length);
            }
            connection.rollback();
            Db.run(connection, "INSERT INTO t VALUES (4)");
            connection.commit();
        }
    }

    private static void inMemory() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            Db.say("memory " + Db.ask(connection, "SELECT 1"));
        }
    }

    private static void readOnly() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("open_mode", "1");
        // The one that may write is closed last, and takes the WAL away.
        try (Connection last = DriverManager.getConnection(Db.URL);
                Connection connection = DriverManager.getConnection(Db.URL, properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM t ORDER BY x")) {
            while (rows.next()) {
                Db.say("row " + rows.getInt(1));
            }
            Db.ask(last, "SELECT count(*) FROM t");
            statement.executeUpdate("DELETE FROM t");
        } catch (SQLException e) {
            Db.say(e.getMessage());
        }
    }
}
