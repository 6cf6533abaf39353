package com.example;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.RepeatedTest;

/** Many tests on one storage each, all with the same unique keys. */
public final class Crowd {
    private static final int TESTS = 500;

    private Crowd() {}

    @SqliteLeakCheck
    public static class InMemory {
        @RepeatedTest(TESTS)
        void writes(
                @TestDatabase(storage = Storage.MEMORY, script = "shop.sql") Connection connection)
                throws SQLException {
            write(connection);
        }
    }

    @SqliteLeakCheck
    public static class InSharedMemory {
        @RepeatedTest(TESTS)
        void writes(
                @TestDatabase(storage = Storage.SHARED_MEMORY, script = "shop.sql")
                        DataSource database)
                throws SQLException {
            try (Connection connection = database.getConnection()) {
                write(connection);
            }
            try (Connection other = database.getConnection()) {
                Databases.expect(Databases.value(other, "SELECT count(*) FROM item"), "2");
            }
        }
    }

    @SqliteLeakCheck
    public static class InFile {
        @RepeatedTest(TESTS)
        void writes(@TestDatabase(script = "shop.sql", template = true) DataSource database)
                throws SQLException {
            try (Connection connection = database.getConnection()) {
                write(connection);
            }
            try (Connection other = database.getConnection()) {
                Databases.expect(Databases.value(other, "SELECT count(*) FROM item"), "2");
            }
        }
    }

    private static void write(Connection connection) throws SQLException {
        Databases.run(connection, "INSERT INTO item (id, name) VALUES (1, 'one')");
        connection.setAutoCommit(false);
        Databases.run(connection, "INSERT INTO item (id, name) VALUES (2, 'two')");
        connection.commit();
        Databases.expect(Databases.value(connection, "SELECT count(*) FROM log"), "2");
    }
}
