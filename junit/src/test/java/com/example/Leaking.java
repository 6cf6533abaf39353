package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.sqliteleak.junit.SqliteLeakCheck;
import io.github.sqliteleak.junit.SqliteLeakCheck.Policy;
import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Tests that leave connections open, each beside one that does not. */
public final class Leaking {
    private Leaking() {}

    @SqliteLeakCheck
    public static class InTests {
        @Test
        void leaks() throws SQLException {
            Db.open();
        }

        @Test
        void closes() throws SQLException {
            Db.open().close();
        }

        @Test
        void leaksATransaction() throws SQLException {
            Connection connection = Db.open();
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("CREATE TABLE t (x)");
                connection.setAutoCommit(false);
                statement.executeUpdate("INSERT INTO t VALUES (1)");
            }
        }

        @Test
        void leaksTwice() throws SQLException {
            for (int i = 0; i < 2; i++) {
                Db.open();
            }
        }

        @Test
        void leaksInterrupted() throws SQLException {
            Db.open();
            Thread.currentThread().interrupt();
        }

        @Test
        void failsByItself() throws SQLException {
            Db.open();
            throw new IllegalStateException("by itself");
        }

        @RepeatedTest(value = 2, name = "repeated {currentRepetition}")
        void leaksInTheSecondRound(org.junit.jupiter.api.RepetitionInfo round) throws SQLException {
            if (round.getCurrentRepetition() == 2) {
                Db.open();
            }
        }

        @TestFactory
        Stream<DynamicTest> dynamic() {
            return Stream.of(
                    DynamicTest.dynamicTest("dynamic leak", Db::open),
                    DynamicTest.dynamicTest(
                            "dynamic leak that fails",
                            () -> {
                                Db.open();
                                throw new IllegalStateException("by itself");
                            }),
                    DynamicTest.dynamicTest("dynamic control", () -> Db.open().close()));
        }
    }

    @SqliteLeakCheck
    public static class InConstructor {
        private final Connection connection = Db.open();

        InConstructor() throws SQLException {}

        @Test
        void keepsItOpen() {}

        @Test
        void closesIt() throws SQLException {
            connection.close();
        }

        @Nested
        class Inner {
            private final Connection inner = Db.open();

            Inner() throws SQLException {}

            @Test
            void closesInnerAndOuter() throws SQLException {
                inner.close();
                connection.close();
            }

            @Test
            void closesInnerOnly() throws SQLException {
                inner.close();
            }
        }
    }

    @SqliteLeakCheck
    public static class AroundTests {
        private @Nullable Connection connection;

        @BeforeEach
        void open() throws SQLException {
            connection = Db.open();
        }

        @AfterEach
        void closeAfterOneOfThem(org.junit.jupiter.api.TestInfo test) throws SQLException {
            if (test.getDisplayName().startsWith("closed") && connection != null) {
                connection.close();
            }
        }

        @Test
        void closedInAfterEach() {}

        @Test
        void leftByBeforeEach() {}
    }

    @SqliteLeakCheck
    public static class OfTheClass {
        private static @Nullable Connection closed;

        @BeforeAll
        static void open() throws SQLException {
            closed = Db.open();
            Db.open();
        }

        @AfterAll
        static void close() throws SQLException {
            if (closed != null) {
                closed.close();
            }
        }

        @Test
        void one() {}

        @Test
        void another() {}
    }

    @SqliteLeakCheck
    @TestInstance(Lifecycle.PER_CLASS)
    public static class OneInstance {
        private final Connection connection = Db.open();

        OneInstance() throws SQLException {}

        @Test
        void one() {}

        @Test
        void another() {}

        @AfterAll
        void close() throws SQLException {
            connection.close();
        }
    }

    @SqliteLeakCheck(policy = Policy.WARN)
    public static class Warned {
        public static @Nullable Connection left;

        @Test
        void passes() throws SQLException {
            left = Db.open();
        }
    }

    @SqliteLeakCheck(policy = Policy.CLOSE)
    public static class Closed {
        public static @Nullable Connection left;

        @Test
        void passes() throws SQLException {
            left = Db.open();
        }

        @Test
        @SqliteLeakCheck
        void failsByItsOwnPolicy() throws SQLException {
            Db.open();
        }
    }

    @SqliteLeakCheck(ignore = {"any:com.example.Leaking$Ignored#known", "db:*/known.db"})
    public static class Ignored {
        public static @Nullable Connection left;

        @Test
        void knownByItsPlace() throws SQLException {
            left = known();
        }

        @Test
        void unknown() throws SQLException {
            Db.open();
        }

        private static Connection known() throws SQLException {
            return Db.open();
        }
    }

    @SqliteLeakCheck(ignore = "opened:com.example.Repo")
    public static class BadPattern {
        @Test
        void any() {}
    }

    public static class OnOneMethod {
        @Test
        @SqliteLeakCheck
        void checked() throws SQLException {
            Db.open();
        }

        @Test
        void notChecked() throws SQLException {
            Db.open().close();
        }
    }

    @SqliteLeakCheck
    public static class WithDatabase {
        @Test
        void isGivenAConnection(@TestDatabase Connection connection) throws SQLException {
            connection.createStatement().executeUpdate("CREATE TABLE t (x)");
        }

        @Test
        void leaksOneOfADataSource(@TestDatabase(storage = Storage.MEMORY) DataSource database)
                throws SQLException {
            database.getConnection();
        }

        @Test
        void leaksOneToTheFile(@TestDatabase Path file) throws SQLException {
            Db.open("jdbc:sqlite:" + file);
        }
    }

    /** A pool that outlives its tests. */
    @SqliteLeakCheck
    public static class Pooled {
        private static @Nullable HikariDataSource pool;

        @RepeatedTest(2)
        void usesIt() throws SQLException {
            if (pool == null) {
                HikariConfig config = new HikariConfig();
                config.setJdbcUrl("jdbc:sqlite::memory:");
                config.setMaximumPoolSize(2);
                pool = new HikariDataSource(config);
            }
            try (Connection connection = pool.getConnection()) {
                Databases.expect(Databases.value(connection, "SELECT 1"), "1");
            }
        }

        public static int open() {
            return pool == null ? 0 : pool.getHikariPoolMXBean().getTotalConnections();
        }

        public static void close() {
            if (pool != null) {
                pool.close();
            }
        }
    }
}
