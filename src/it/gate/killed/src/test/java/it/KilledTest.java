package it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class KilledTest {
    @Test
    void endsWithoutAReport() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:target/killed.db")) {
            Runtime.getRuntime().halt(connection.isValid(1) ? 9 : 10);
        }
    }
}
