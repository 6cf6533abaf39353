package it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RepoTest {
    private static final Path DATABASE = Path.of("target", "leak.db");

    @Test
    void leavesItOpen() throws SQLException {
        Connection connection = open();
        assertTrue(connection.isValid(1));
        LEFT[0] = connection;
    }

    @Test
    void closesIt() throws SQLException {
        try (Connection connection = open()) {
            assertTrue(connection.isValid(1));
        }
    }

    private static final Connection[] LEFT = new Connection[1];

    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + DATABASE + "?journal_mode=WAL");
    }
}
