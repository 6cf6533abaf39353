package it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepoTest {
    private static final List<Connection> LEFT = new ArrayList<>();

    @Test
    void leavesThemOpen() throws SQLException {
        for (int i = 0; i < Integer.getInteger("connections"); i++) {
            LEFT.add(open());
        }
        assertTrue(LEFT.get(0).isValid(1));
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:target/repo.db");
    }
}
