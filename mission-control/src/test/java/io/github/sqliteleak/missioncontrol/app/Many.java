package io.github.sqliteleak.missioncontrol.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens and closes very often, as applications without a pool do. */
public final class Many {
    public static final int CONNECTIONS = 2_000;

    private Many() {}

    public static void main(String[] arguments) throws SQLException {
        for (int i = 0; i < CONNECTIONS; i++) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                connection.getAutoCommit();
            }
        }
    }
}
