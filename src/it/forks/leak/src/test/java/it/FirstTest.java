package it;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FirstTest {
    @Test
    void opens() throws SQLException {
        Repo.open(FirstTest.class);
    }
}
