package com.example;

import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.Keep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Tests that never come to their end. */
public final class EndsTheJvm {
    private EndsTheJvm() {}

    public static class Whole {
        @TestDatabase static Connection ofTheClass;

        @Test
        void exits(
                @TestDatabase(name = "own") DataSource own,
                @TestDatabase(name = "own") Path file,
                @TestDatabase(name = "copy", script = "shop.sql", template = true) Path copy)
                throws Exception {
            Connection left = own.getConnection();
            write(ofTheClass);
            write(left);
            Files.createDirectories(file.resolveSibling("export").resolve("csv"));
            Files.createFile(file.resolveSibling("export").resolve("t.csv"));
            System.exit(0);
        }
    }

    public static class Kept {
        @Test
        void exits(@TestDatabase(keep = Keep.ON_FAILURE) Connection kept) throws SQLException {
            write(kept);
            System.exit(0);
        }
    }

    private static void write(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE t (x)");
        }
    }
}
