package it;

import static org.junit.Assert.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.Test;

public class RepoTest {
    @Test
    public void closesIt() throws SQLException {
        try (Connection connection = open()) {
            assertTrue(connection.isValid(1));
        }
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:target/repo.db");
    }
}
