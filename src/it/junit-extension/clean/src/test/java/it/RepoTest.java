package it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@SqliteLeakCheck
class RepoTest {
    @Test
    void closes() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            assertFalse(connection.isClosed());
        }
    }

    @RepeatedTest(2)
    void hasADatabaseOfItsOwn(@TestDatabase Connection connection, @TestDatabase String url)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE t (x)");
        }
        try (Connection other = DriverManager.getConnection(url);
                var statement = other.createStatement()) {
            assertTrue(statement.executeQuery("SELECT count(*) FROM t").next());
        }
    }
}
