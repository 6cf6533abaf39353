package it;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SecondTest {
    @Test
    void opens() throws SQLException {
        Repo.open(SecondTest.class);
    }
}
