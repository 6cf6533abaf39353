package com.example;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens connections for tests. */
public final class Db {
    private Db() {}

    public static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    static Connection open(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }
}
