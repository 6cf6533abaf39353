package com.example;

import io.github.sqliteleak.junit.SqliteLeakCheck;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that belong to a class, though no method of it for all tests has opened them. */
public final class LeakingOutsideTests {
    private LeakingOutsideTests() {}

    static Connection opened() {
        try {
            return Db.open();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void use(Connection connection) throws SQLException {
        connection.createStatement().close();
    }

    @SqliteLeakCheck
    @TestMethodOrder(MethodOrderer.MethodName.class)
    public static class StaticClosed {
        private static final Connection SHARED = opened();

        @Test
        void a() throws SQLException {
            use(SHARED);
        }

        @Test
        void b() throws SQLException {
            use(SHARED);
        }

        @AfterAll
        static void close() throws SQLException {
            SHARED.close();
        }
    }

    @SqliteLeakCheck
    public static class StaticLeft {
        private static final Connection SHARED = opened();

        @Test
        void one() throws SQLException {
            use(SHARED);
        }

        @Test
        void other() throws SQLException {
            use(SHARED);
        }
    }

    /** For all of this JVM, as in the code under test. */
    public static final class Singleton {
        public static final Connection SHARED = opened();

        private Singleton() {}
    }

    @SqliteLeakCheck
    public static class UsesASingleton {
        @Test
        void one() throws SQLException {
            use(Singleton.SHARED);
        }

        @Test
        void other() throws SQLException {
            use(Singleton.SHARED);
        }
    }

    @SqliteLeakCheck
    public static class WithDisabled {
        private final @Nullable Connection connection = opened();

        @Test
        void closes() throws SQLException {
            connection.close();
        }

        @Test
        @Disabled("its instance is made all the same")
        void disabled() {}
    }

    @SqliteLeakCheck
    public static class WithArguments {
        static Stream<Integer> eager() {
            opened();
            return Stream.of(1);
        }

        @ParameterizedTest
        @MethodSource("eager")
        void leakyArguments(int number) {}
    }

    @SqliteLeakCheck
    public static class WithLazyArguments {
        static Stream<Integer> lazy() {
            return Stream.of(1, 2).peek(number -> opened());
        }

        @ParameterizedTest
        @MethodSource("lazy")
        void leakyArguments(int number) {}
    }

    @SqliteLeakCheck
    public static class WithClosedArguments {
        static Stream<Connection> lazy() {
            return Stream.of(1, 2).map(number -> opened());
        }

        @ParameterizedTest
        @MethodSource("lazy")
        void closes(Connection connection) throws SQLException {
            connection.close();
        }
    }
}
