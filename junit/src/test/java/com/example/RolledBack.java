package com.example;

import static com.example.Databases.expect;
import static com.example.Databases.run;
import static com.example.Databases.value;

import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.Isolation;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tests whose work is rolled back; each begins with the one row of {@code BeforeAll}. */
public final class RolledBack {
    private RolledBack() {}

    static String items(Connection connection) throws SQLException {
        return value(connection, "SELECT count(*) FROM item");
    }

    public abstract static class Isolated {
        abstract Connection ofTheClass();

        @BeforeEach
        void beginsWithOneRow() throws SQLException {
            expect(items(ofTheClass()), "1");
            run(ofTheClass(), "INSERT INTO item (name) VALUES ('before each')");
        }

        @RepeatedTest(2)
        void writes() throws SQLException {
            run(ofTheClass(), "INSERT INTO item (name) VALUES ('written')");
            run(ofTheClass(), "CREATE TABLE more (x)");
            expect(items(ofTheClass()), "3");
        }

        @RepeatedTest(2)
        void commits() throws SQLException {
            Connection connection = ofTheClass();
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO item (name) VALUES ('committed')");
            connection.commit();
            run(connection, "INSERT INTO item (name) VALUES ('rolled back')");
            connection.rollback();
            expect(items(connection), "3");
            run(connection, "INSERT INTO item (name) VALUES ('committed by the mode')");
            connection.setAutoCommit(true);
            expect(items(connection), "4");
            expect(connection.getAutoCommit(), true);
        }

        @RepeatedTest(2)
        void savepoints() throws SQLException {
            Connection connection = ofTheClass();
            connection.setAutoCommit(false);
            Savepoint named = connection.setSavepoint("here");
            run(connection, "INSERT INTO item (name) VALUES ('gone')");
            connection.rollback(named);
            Savepoint other = connection.setSavepoint();
            run(connection, "INSERT INTO item (name) VALUES ('stays')");
            connection.releaseSavepoint(other);
            connection.commit();
            connection.setAutoCommit(true);
            expect(items(connection), "3");
        }

        @Nested
        class Inner {
            @RepeatedTest(2)
            void writes() throws SQLException {
                run(ofTheClass(), "INSERT INTO item (name) VALUES ('inner')");
                expect(items(ofTheClass()), "3");
            }
        }
    }

    public static class InMemory extends Isolated {
        @TestDatabase(isolation = Isolation.ROLLBACK, storage = Storage.MEMORY, script = "shop.sql")
        static Connection connection;

        @Override
        Connection ofTheClass() {
            return connection;
        }

        @BeforeAll
        static void insert() throws SQLException {
            run(connection, "INSERT INTO item (name) VALUES ('of all')");
        }

        @AfterAll
        static void isAsItWas() throws SQLException {
            expect(items(connection), "1");
            expect(
                    value(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'more'"),
                    "0");
        }
    }

    public static class InFile {
        @BeforeAll
        static void insert(
                @TestDatabase(isolation = Isolation.ROLLBACK, script = "shop.sql")
                        Connection connection)
                throws SQLException {
            run(connection, "INSERT INTO item (name) VALUES ('of all')");
        }

        @RepeatedTest(2)
        void byADataSource(
                @TestDatabase(isolation = Isolation.ROLLBACK, script = "shop.sql")
                        DataSource database)
                throws SQLException {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                run(connection, "INSERT INTO item (name) VALUES ('committed')");
                connection.commit();
                run(connection, "INSERT INTO item (name) VALUES ('left uncommitted')");
            }
            try (Connection connection = database.getConnection()) {
                expect(items(connection), "2");
                expect(connection.isClosed(), false);
            }
        }
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    public static class Wrong {
        @TestDatabase(isolation = Isolation.ROLLBACK, script = "shop.sql")
        static Connection connection;

        @Test
        @Order(1)
        void url(@TestDatabase(isolation = Isolation.ROLLBACK, script = "shop.sql") String url) {}

        @Test
        @Order(2)
        void commitsInSql() throws SQLException {
            run(connection, "INSERT INTO item (name) VALUES ('stays')");
            run(connection, "COMMIT");
        }

        @Test
        @Order(3)
        void comesAfterwards() throws SQLException {
            expect(items(connection), "1");
        }
    }

    public static class InParallel {
        @Test
        void one(@TestDatabase(isolation = Isolation.ROLLBACK) Connection connection) {}
    }
}
