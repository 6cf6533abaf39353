package com.example;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** One test that leaks and one that does not, in a JVM that has no agent yet. */
@SqliteLeakCheck
public class Attaching {
    @Test
    void leaks() throws SQLException {
        Db.open();
    }

    @Test
    void closes() throws SQLException {
        Db.open().close();
    }
}
