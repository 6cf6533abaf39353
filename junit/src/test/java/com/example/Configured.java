package com.example;

import io.github.sqliteleak.junit.SqliteTestDatabase;
import io.github.sqliteleak.junit.SqliteTestDatabaseExtension;
import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.JournalMode;
import io.github.sqliteleak.junit.TestDatabase.Keep;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Databases whose storage the run chooses, and databases without an annotation. */
public final class Configured {
    /** What {@code PRAGMA database_list} said, by test. */
    public static final List<String> FILES = new CopyOnWriteArrayList<>();

    private Configured() {}

    static void note(String test, Connection connection) throws SQLException {
        String file = Databases.value(connection, "SELECT file FROM pragma_database_list");
        FILES.add(test + (file == null || file.isEmpty() ? " in memory" : " in a file"));
    }

    public static class Anywhere {
        @Test
        void plain(@TestDatabase(script = "shop.sql") Connection connection) throws SQLException {
            note("plain", connection);
        }

        @Test
        void journalled(@TestDatabase(journalMode = JournalMode.DELETE) DataSource database)
                throws SQLException {
            try (Connection connection = database.getConnection()) {
                note("journalled", connection);
            }
        }

        @Test
        void always(@TestDatabase(storage = Storage.FILE) Connection connection)
                throws SQLException {
            note("always", connection);
        }
    }

    public static class ByPath {
        @TestDatabase Connection connection;

        @TestDatabase(name = "other")
        Connection other;

        @Test
        void path(@TestDatabase Path file) throws SQLException {
            note("path", connection);
            note("other", other);
            Databases.expect(String.valueOf(Files.exists(file)), "true");
        }

        @Test
        void noPath() throws SQLException {
            note("noPath", connection);
        }
    }

    public static class Registered {
        @RegisterExtension
        static final SqliteTestDatabaseExtension OF_CLASS =
                SqliteTestDatabase.builder().script("shop.sql").extension();

        @RegisterExtension
        final SqliteTestDatabaseExtension ofTest =
                SqliteTestDatabase.builder()
                        .script("/com/example/shop.sql")
                        .storage(Storage.SHARED_MEMORY)
                        .pragmas("foreign_keys=ON")
                        .extension();

        @BeforeEach
        void insert() throws SQLException {
            Databases.run(ofTest.connection(), "INSERT INTO item (id, name) VALUES (1, 'one')");
        }

        @Test
        void one() throws SQLException {
            insertsAndCounts();
        }

        @Test
        void two() throws SQLException {
            insertsAndCounts();
        }

        @Nested
        class Inner {
            @Test
            void three() throws SQLException {
                insertsAndCounts();
                Databases.expect(String.valueOf(Files.exists(OF_CLASS.path())), "true");
            }
        }

        void insertsAndCounts() throws SQLException {
            try (Connection connection = ofTest.dataSource().getConnection()) {
                Databases.expect(Databases.value(connection, "SELECT count(*) FROM item"), "1");
                Databases.expect(Databases.value(connection, "PRAGMA foreign_keys"), "1");
            }
            try (Connection connection = OF_CLASS.dataSource().getConnection()) {
                Databases.run(connection, "INSERT INTO item (name) VALUES (hex(randomblob(8)))");
                FILES.add(Databases.value(connection, "SELECT count(*) FROM item"));
            }
        }
    }

    /** Fail with a database in memory that is to be kept. */
    public static class Kept {
        @Test
        void inPrivate(
                @TestDatabase(storage = Storage.MEMORY, script = "shop.sql", keep = Keep.ON_FAILURE)
                        Connection connection)
                throws SQLException {
            Databases.run(connection, "INSERT INTO item (id, name) VALUES (7, 'seven')");
            connection.setAutoCommit(false);
            Databases.run(connection, "INSERT INTO item (id, name) VALUES (8, 'eight')");
            throw new IllegalStateException("on purpose");
        }

        @Test
        void shared(
                @TestDatabase(
                                storage = Storage.SHARED_MEMORY,
                                script = "shop.sql",
                                keep = Keep.ON_FAILURE)
                        Connection connection)
                throws SQLException {
            Databases.run(connection, "INSERT INTO item (id, name) VALUES (7, 'seven')");
            connection.setAutoCommit(false);
            Databases.run(connection, "INSERT INTO item (id, name) VALUES (8, 'eight')");
            throw new IllegalStateException("on purpose");
        }

        @Test
        void passes(
                @TestDatabase(storage = Storage.MEMORY, keep = Keep.ON_FAILURE)
                        Connection connection)
                throws SQLException {
            Databases.run(connection, "CREATE TABLE t (x)");
        }

        @Test
        void closed(
                @TestDatabase(storage = Storage.MEMORY, keep = Keep.ON_FAILURE)
                        Connection connection)
                throws SQLException {
            connection.close();
            throw new IllegalStateException("on purpose");
        }
    }
}
