package com.example;

import io.github.sqliteleak.junit.TestDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaves its database open. */
public class HeldHere {
    /** Open until the JVM ends; the collector would close it. */
    private static final List<RandomAccessFile> OPEN = new ArrayList<>();

    @Test
    void byAUrl(@TestDatabase String url) throws SQLException {
        Databases.value(DriverManager.getConnection(url), "SELECT count(*) FROM sqlite_schema");
    }

    @Test
    void anotherBesideIt(@TestDatabase Path file) throws SQLException {
        Databases.value(
                DriverManager.getConnection("jdbc:sqlite:" + file.resolveSibling("second.db")),
                "PRAGMA journal_mode = WAL");
    }

    @Test
    void notByAConnection(@TestDatabase Path file) throws IOException {
        OPEN.add(new RandomAccessFile(file.toFile(), "r"));
    }
}
