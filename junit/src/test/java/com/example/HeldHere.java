package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.sqliteleak.junit.TestDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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

    @TestDatabase(name = "other")
    private static @Nullable Connection stays;

    @Test
    void attachedToOneThatStays(@TestDatabase Path file) throws SQLException {
        Databases.run(Objects.requireNonNull(stays), "ATTACH '" + file + "' AS attached");
    }

    @Test
    void byAPool(@TestDatabase DataSource database) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(1);
        // Opened by a thread of the pool.
        config.setInitializationFailTimeout(-1);
        config.setPoolName("pool");
        new HikariDataSource(config).getConnection().close();
    }

    @Test
    void notByAConnection(@TestDatabase Path file) throws IOException {
        OPEN.add(new RandomAccessFile(file.toFile(), "r"));
    }
}
