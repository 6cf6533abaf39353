package com.example;

import io.github.sqliteleak.junit.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Leaves its database open. */
public class HeldHere {
    @Test
    void byAUrl(@TestDatabase String url) throws SQLException {
        Databases.value(DriverManager.getConnection(url), "SELECT count(*) FROM sqlite_schema");
    }
}
