package it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OtherRepoTest {
    @Test
    void closesIt() throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:target/other.db")) {
            assertTrue(connection.isValid(1));
        }
    }
}
