package it;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Loads sqlite-jdbc before anybody asks for the agent. */
class EarlierTest {
    @Test
    void closes() throws SQLException {
        DriverManager.getConnection("jdbc:sqlite::memory:").close();
    }
}
