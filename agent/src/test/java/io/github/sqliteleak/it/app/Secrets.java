package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/** Leaks connections whose URL, properties and statements hold the secret {@code hunter2}. */
public final class Secrets {
    private Secrets() {}

    public static void main(String... args) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("password", "hunter2");
        DriverManager.getConnection(Db.URL, properties);
        String[] urls = {
            "data.db?password=hunter2",
            "data.db?busy_timeout=5&password=hunter2&foreign_keys=true",
            "file:data.db?key=hunter2",
            "file:data.db?cache=private&hexkey=hunter2",
            "plain.db?key=hunter2",
        };
        for (String url : urls) {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + url);
            Db.run(connection, "CREATE TABLE IF NOT EXISTS t (x)");
        }
        statements();
    }

    private static void statements() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        String[] texts = {
            "PRAGMA key = 'hunter2'",
            "PRAGMA rekey=\"hunter2\"",
            "ATTACH DATABASE 'other.db' AS other KEY 'hunter2'",
        };
        for (String sql : texts) {
            PreparedStatement statement = connection.prepareStatement(sql);
            Db.say("prepared " + !statement.isClosed());
        }
        Db.say("done");
    }
}
