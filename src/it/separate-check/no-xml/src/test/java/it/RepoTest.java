package it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class RepoTest {
    private static Connection left;

    @Test
    void leavesItOpen() throws SQLException {
        left = open();
        assertTrue(left.isValid(1));
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:target/repo.db");
    }
}
