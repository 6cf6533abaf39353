package it;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@SqliteLeakCheck
class RepoTest {
    @Test
    void leaks() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        assertFalse(connection.isClosed());
    }

    @Test
    void closes() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            assertFalse(connection.isClosed());
        }
    }
}
