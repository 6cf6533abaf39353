package it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RepoIT {
    @Test
    void closesIt() throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:target/it.db")) {
            assertTrue(connection.isValid(1));
        }
    }
}
