package com.example;

import io.github.sqliteleak.junit.Migration;
import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.JournalMode;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Tests that are given databases. */
public final class Databases {
    private Databases() {}

    public static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    static void expect(Object actual, Object expected) {
        if (!actual.equals(expected)) {
            throw new AssertionError("expected " + expected + ", but was " + actual);
        }
    }

    /** One test's forms of one database show the same data, and the next test sees none of it. */
    public static class Forms {
        @TestDatabase private @Nullable Connection field;

        @BeforeEach
        void createTable(@TestDatabase Connection connection) throws SQLException {
            run(connection, "CREATE TABLE t (x UNIQUE)");
            run(connection, "INSERT INTO t VALUES (1)");
        }

        @RepeatedTest(3)
        void areOneDatabase(
                @TestDatabase Path file,
                @TestDatabase String url,
                @TestDatabase DataSource dataSource,
                @TestDatabase Connection connection)
                throws SQLException {
            if (field == null || field == connection) {
                throw new AssertionError("each place has a connection of its own");
            }
            expect(value(connection, "SELECT count(*) FROM t"), "1");
            run(field, "INSERT INTO t VALUES (2)");
            expect(value(connection, "SELECT count(*) FROM t"), "2");
            expect(value(connection, "PRAGMA journal_mode"), "wal");
            try (Connection byUrl = DriverManager.getConnection(url);
                    Connection byFile = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Connection bySource = dataSource.getConnection()) {
                expect(value(byUrl, "SELECT count(*) FROM t"), "2");
                expect(value(byFile, "SELECT count(*) FROM t"), "2");
                expect(value(bySource, "SELECT count(*) FROM t"), "2");
            }
        }

        @AfterEach
        void seesWhatTheTestDid(@TestDatabase Connection connection) throws SQLException {
            expect(value(connection, "SELECT count(*) FROM t"), "2");
        }
    }

    /** The class's own, which its tests share, beside one for each test. */
    public static class OfTheClass {
        @TestDatabase private static @Nullable DataSource shared;

        @BeforeAll
        static void createTable(@TestDatabase Connection connection) throws SQLException {
            run(connection, "CREATE TABLE t (x)");
        }

        @RepeatedTest(3)
        void shareIt(org.junit.jupiter.api.RepetitionInfo round, @TestDatabase Connection own)
                throws SQLException {
            try (Connection connection = shared()) {
                run(connection, "INSERT INTO t VALUES (1)");
                expect(
                        value(connection, "SELECT count(*) FROM t"),
                        String.valueOf(round.getCurrentRepetition()));
            }
            run(own, "CREATE TABLE t (x)");
        }

        @Nested
        class Inner {
            @Test
            void seesItToo() throws SQLException {
                try (Connection connection = shared()) {
                    value(connection, "SELECT count(*) FROM t");
                }
            }
        }

        private static Connection shared() throws SQLException {
            if (shared == null) {
                throw new AssertionError("not set");
            }
            return shared.getConnection();
        }
    }

    public static class Memory {
        @RepeatedTest(2)
        void isPrivate(
                @TestDatabase(storage = Storage.MEMORY, script = "shop.sql") Connection one,
                @TestDatabase(storage = Storage.MEMORY, script = "shop.sql") Connection same,
                @TestDatabase(storage = Storage.MEMORY, script = "shop.sql") DataSource others)
                throws SQLException {
            if (one != same) {
                throw new AssertionError("the connection is the database");
            }
            run(one, "INSERT INTO item (name) VALUES ('a; b')");
            expect(value(one, "SELECT count(*) FROM log"), "1");
            try (Connection other = others.getConnection()) {
                expect(value(other, "SELECT count(*) FROM item"), "0");
            }
        }

        @RepeatedTest(2)
        void isShared(
                @TestDatabase(storage = Storage.SHARED_MEMORY, script = "/com/example/shop.sql")
                        String url)
                throws SQLException {
            try (Connection one = DriverManager.getConnection(url)) {
                run(one, "INSERT INTO item (name) VALUES ('a')");
            }
            try (Connection other = DriverManager.getConnection(url)) {
                expect(value(other, "SELECT name FROM item"), "a");
            }
        }

        @Test
        void urlOfAnEmptyOne(@TestDatabase(storage = Storage.MEMORY) String url) {
            expect(url, "jdbc:sqlite::memory:");
        }
    }

    /** By scripts with transactions of their own, as {@code sqlite3 .dump} writes them. */
    public static class Dumped {
        @Test
        void file(@TestDatabase(script = "dump.sql") Connection connection) throws SQLException {
            expect(value(connection, "SELECT count(*) FROM item"), "2");
            expect(value(connection, "PRAGMA journal_mode"), "wal");
        }

        @Test
        void delete(
                @TestDatabase(script = "dump.sql", journalMode = JournalMode.DELETE)
                        Connection connection)
                throws SQLException {
            expect(value(connection, "SELECT count(*) FROM item"), "2");
        }

        @Test
        void template(@TestDatabase(script = "dump.sql", template = true) Connection connection)
                throws SQLException {
            expect(value(connection, "SELECT count(*) FROM item"), "2");
        }

        @Test
        void memory(
                @TestDatabase(storage = Storage.MEMORY, script = "dump.sql") Connection connection)
                throws SQLException {
            expect(value(connection, "SELECT count(*) FROM item"), "2");
        }

        /** The dump switches foreign keys off, on the connection that it runs on. */
        @Test
        void memoryWithPragmas(
                @TestDatabase(
                                storage = Storage.MEMORY,
                                script = "dump.sql",
                                pragmas = {"foreign_keys=ON", "cache_size=77"})
                        Connection connection,
                @TestDatabase(
                                storage = Storage.MEMORY,
                                script = "dump.sql",
                                pragmas = {"foreign_keys=ON", "cache_size=77"})
                        DataSource others)
                throws SQLException {
            expect(value(connection, "PRAGMA foreign_keys"), "1");
            expect(value(connection, "PRAGMA cache_size"), "77");
            try (Connection other = others.getConnection()) {
                expect(value(other, "PRAGMA foreign_keys"), "1");
            }
        }

        /** The control: nobody asked for another setting than the dump's. */
        @Test
        void memoryWithoutPragmas(
                @TestDatabase(storage = Storage.MEMORY, script = "dump.sql") Connection connection)
                throws SQLException {
            expect(value(connection, "PRAGMA foreign_keys"), "0");
        }

        @Test
        void shared(
                @TestDatabase(storage = Storage.SHARED_MEMORY, script = "dump.sql")
                        Connection connection)
                throws SQLException {
            expect(value(connection, "SELECT count(*) FROM item"), "2");
        }
    }

    /** Made once and copied, to each storage. */
    public static class Templated {
        public static final AtomicInteger MIGRATIONS = new AtomicInteger();

        public static class Migrating implements Migration {
            @Override
            public void migrate(DataSource database) throws SQLException {
                MIGRATIONS.incrementAndGet();
                try (Connection one = database.getConnection();
                        Connection two = database.getConnection()) {
                    run(one, "INSERT INTO item (name) VALUES ('by migration')");
                    expect(value(two, "SELECT count(*) FROM item"), "1");
                }
            }
        }

        @RepeatedTest(3)
        void file(
                @TestDatabase(
                                script = "shop.sql",
                                migration = Migrating.class,
                                template = true,
                                pragmas = "foreign_keys=ON")
                        Connection connection)
                throws SQLException {
            check(connection);
            expect(value(connection, "PRAGMA journal_mode"), "wal");
            expect(value(connection, "PRAGMA foreign_keys"), "1");
        }

        @RepeatedTest(3)
        void memory(
                @TestDatabase(
                                storage = Storage.MEMORY,
                                script = "shop.sql",
                                migration = Migrating.class,
                                pragmas = "foreign_keys=ON")
                        Connection connection)
                throws SQLException {
            check(connection);
        }

        @RepeatedTest(3)
        void shared(
                @TestDatabase(
                                storage = Storage.SHARED_MEMORY,
                                script = "shop.sql",
                                migration = Migrating.class,
                                template = true,
                                pragmas = "foreign_keys=ON")
                        DataSource database)
                throws SQLException {
            try (Connection connection = database.getConnection()) {
                check(connection);
            }
        }

        private static void check(Connection connection) throws SQLException {
            expect(value(connection, "SELECT name FROM item"), "by migration");
            run(connection, "INSERT INTO item (name) VALUES ('of the test')");
            expect(value(connection, "SELECT count(*) FROM log"), "2");
        }
    }

    public static class Migrated {
        public static class CreatingATable implements Migration {
            @Override
            public void migrate(DataSource database) throws SQLException {
                try (Connection connection = database.getConnection()) {
                    run(connection, "CREATE TABLE t (x)");
                }
            }
        }

        @Test
        void file(@TestDatabase(migration = CreatingATable.class) Connection connection)
                throws SQLException {
            expect(value(connection, "SELECT count(*) FROM t"), "0");
        }

        @Test
        void shared(
                @TestDatabase(storage = Storage.SHARED_MEMORY, migration = CreatingATable.class)
                        Connection connection)
                throws SQLException {
            expect(value(connection, "SELECT count(*) FROM t"), "0");
        }
    }

    public static class Journals {
        @Test
        void persist(@TestDatabase(journalMode = JournalMode.PERSIST) Connection connection)
                throws SQLException {
            expect(value(connection, "PRAGMA journal_mode"), "persist");
            run(connection, "CREATE TABLE t (x)");
        }

        @Test
        void delete(@TestDatabase(journalMode = JournalMode.DELETE) Connection connection)
                throws SQLException {
            expect(value(connection, "PRAGMA journal_mode"), "delete");
        }
    }
}
