package com.example;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.sqliteleak.junit.SqliteConnections;
import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.SqliteLeakCheck.Policy;
import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests that ask for the connections that they have open, each beside one that has none. */
public final class LeakingAssertions {
    private LeakingAssertions() {}

    @SqliteLeakCheck(policy = Policy.CLOSE)
    public static class Asserting {
        @Test
        void sees(SqliteConnections connections) throws SQLException {
            try (Connection connection = Db.open()) {
                if (connections.open().size() != 1
                        || connections.openedDuring(Asserting::openAndClose).size() != 1
                        || connections.open().size() != 1
                        || connection.isClosed()) {
                    throw new AssertionError(connections.open().toString());
                }
            }
            connections.assertNoneOpen();
        }

        /** The template is made for the first of them, a script that fails is looked into. */
        @Test
        void seesNothingButTheTestsOwn(
                SqliteConnections connections,
                @TestDatabase(storage = Storage.MEMORY, script = "shop.sql", template = true)
                        DataSource database,
                @TestDatabase(name = "broken", storage = Storage.MEMORY, script = "broken.sql")
                        DataSource broken) {
            for (int i = 0; i < 2; i++) {
                int opened = connections.openedDuring(() -> close(database::getConnection)).size();
                Databases.expect(opened, 1);
            }
            int opened = connections.openedDuring(() -> fail(broken)).size();
            Databases.expect(opened, 1);
        }

        @Test
        void asserts(SqliteConnections connections) throws SQLException {
            Db.open();
            connections.assertNoneOpen();
        }

        private static void openAndClose() {
            close(Db::open);
        }

        private static void close(Opening opening) {
            try {
                opening.open().close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void fail(DataSource database) {
            try {
                database.getConnection().close();
            } catch (SQLException asItShould) {
                return;
            }
            throw new AssertionError("no failure");
        }

        private interface Opening {
            Connection open() throws SQLException;
        }
    }

    /** Are given what they ask with before their test has begun. */
    @SqliteLeakCheck(policy = Policy.CLOSE)
    public static class AssertingByConstructor {
        private final SqliteConnections connections;
        private final int openWithinConstructor;

        AssertingByConstructor(SqliteConnections connections) throws SQLException {
            this.connections = connections;
            try (Connection connection = Db.open()) {
                openWithinConstructor = connection.isClosed() ? 0 : connections.open().size();
            }
        }

        @Test
        void asserts() throws SQLException {
            Db.open();
            connections.assertNoneOpen();
        }

        @Test
        void sees() throws SQLException {
            Databases.expect(openWithinConstructor, 1);
            connections.assertNoneOpen();
            try (Connection connection = Db.open()) {
                Databases.expect(connection.isClosed(), false);
                Databases.expect(connections.open().size(), 1);
            }
            connections.assertNoneOpen();
        }

        @Nested
        class Inner {
            private final SqliteConnections inner;

            Inner(SqliteConnections inner) {
                this.inner = inner;
            }

            @Test
            void assertsByTheInner() throws SQLException {
                Db.open();
                inner.assertNoneOpen();
            }

            @Test
            void assertsByTheOuter() throws SQLException {
                Db.open();
                connections.assertNoneOpen();
            }
        }
    }

    /** Each asks with what its factory was given. */
    @SqliteLeakCheck(policy = Policy.CLOSE)
    public static class AssertingDynamically {
        @TestFactory
        Stream<DynamicTest> factory(SqliteConnections connections) throws SQLException {
            Connection ofTheFactory = Db.open();
            Databases.expect(connections.open().size(), 1);
            return Stream.of(
                            DynamicTest.dynamicTest(
                                    "dynamic asserts",
                                    () -> {
                                        Db.open();
                                        connections.assertNoneOpen();
                                    }),
                            DynamicTest.dynamicTest(
                                    "another thread asserts",
                                    () -> {
                                        Db.open();
                                        assertTimeoutPreemptively(
                                                Duration.ofMinutes(1), connections::assertNoneOpen);
                                    }),
                            DynamicTest.dynamicTest(
                                    "dynamic control",
                                    () -> {
                                        Db.open().close();
                                        connections.assertNoneOpen();
                                        Databases.expect(ofTheFactory.isClosed(), false);
                                    }))
                    .onClose(() -> Databases.expect(connections.open().size(), 1));
        }
    }
}
