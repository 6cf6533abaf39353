package it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

final class Repo {
    static Connection left;

    private Repo() {}

    static void open(Class<?> test) throws SQLException {
        left = DriverManager.getConnection("jdbc:sqlite:target/" + test.getSimpleName() + ".db");
    }
}
