package it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

final class Repo {
    private Repo() {}

    static void open(Class<?> test) throws SQLException {
        String url = "jdbc:sqlite:target/" + test.getSimpleName() + ".db";
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.isValid(1);
        }
    }
}
