package it;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ThirdTest {
    @Test
    void opens() throws SQLException {
        Repo.open(ThirdTest.class);
    }
}
