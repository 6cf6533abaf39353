package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads until it is told to end: the other process. */
public final class Reader {
    private Reader() {}

    public static void main(String... args) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Db.URL);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM t")) {
            Db.say(rows.next() ? "reading" : "nothing there");
            Db.hear();
        }
    }
}
