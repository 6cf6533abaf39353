package com.example;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Beside {@link Ruled.Plain}. */
public class RuledToo {
    @Test
    void opensAFileOfAnotherClass() throws SQLException {
        Ruled.openIn(Ruled.TEMP, "plain.db", "");
    }

    @Test
    void readsAFileElsewhere() throws SQLException {
        Ruled.openIn(Ruled.ELSEWHERE, "elsewhere.db", "?open_mode=1");
    }
}
