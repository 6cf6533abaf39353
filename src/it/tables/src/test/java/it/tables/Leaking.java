package it.tables;

import java.sql.DriverManager;
import java.sql.SQLException;

/** A service that forgets as many connections as it is told. */
final class Leaking {
    private Leaking() {}

    public static void main(String... args) throws SQLException {
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            if (args[0].equals("orders")) {
                orders();
            } else {
                billing();
            }
        }
    }

    private static void orders() throws SQLException {
        DriverManager.getConnection("jdbc:sqlite:data.db").isReadOnly();
    }

    private static void billing() throws SQLException {
        DriverManager.getConnection("jdbc:sqlite:data.db").isReadOnly();
    }
}
