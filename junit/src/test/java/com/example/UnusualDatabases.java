package com.example;

import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places where one does not look for a database first. Each test takes the same name in it. */
public final class UnusualDatabases {
    private UnusualDatabases() {}

    /** Attached to a connection to another one when the test ends. */
    public static class Attached {
        @Test
        void theFirstToTheSecond(
                @TestDatabase Path attached, @TestDatabase(name = "other") Connection connection)
                throws SQLException {
            attach(connection, attached);
        }

        @Test
        void theSecondToTheFirst(
                @TestDatabase Connection connection, @TestDatabase(name = "other") Path attached)
                throws SQLException {
            attach(connection, attached);
        }

        @Test
        void toOneInMemory(
                @TestDatabase(storage = Storage.MEMORY, name = "memory") Connection connection,
                @TestDatabase Path attached)
                throws SQLException {
            attach(connection, attached);
        }

        private static void attach(Connection connection, Path file) throws SQLException {
            Databases.run(connection, "ATTACH '" + file + "' AS attached");
            Databases.run(connection, "CREATE TABLE attached.t (x)");
        }
    }

    /** Tests of an interface, with parameters of its own. */
    public interface Contract {
        @Test
        default void ofTheInterface(
                @TestDatabase(name = "contract", storage = Storage.MEMORY) Connection connection)
                throws SQLException {
            take(connection);
        }
    }

    /** Its field is private, and not hidden by that of a subclass. */
    public abstract static class Base {
        @TestDatabase private @Nullable Connection connection;

        @BeforeEach
        void takeIt() throws SQLException {
            take(connection);
        }
    }

    public static class Inheriting extends Base implements Contract {
        @TestDatabase(name = "own")
        private @Nullable Connection connection;

        @Test
        void hasBoth() throws SQLException {
            take(connection);
        }

        @Test
        void hasBothAgain() throws SQLException {
            take(connection);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void besideArguments(int any, @TestDatabase(name = "third") Connection third)
                throws SQLException {
            take(third);
        }

        @Nested
        class Inner {
            @TestDatabase(name = "inner")
            private @Nullable Connection inner;

            @Test
            void hasThree() throws SQLException {
                take(inner);
                take(connection);
            }
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    public static class OneInstance {
        @TestDatabase private @Nullable Connection connection;

        @RepeatedTest(2)
        void isFreshEachTime() throws SQLException {
            take(connection);
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    public static class OneInstanceInParallel {
        @TestDatabase private @Nullable Connection connection;

        @Test
        void isRefused() throws SQLException {
            take(connection);
        }
    }

    /** A name for settings that many tests have. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.FIELD, ElementType.PARAMETER})
    @TestDatabase(storage = Storage.MEMORY, script = "shop.sql", template = true)
    @interface Shop {}

    public static class Composed {
        @Shop private static @Nullable DataSource ofTheClass;
        @Shop private @Nullable Connection field;

        @RepeatedTest(2)
        void knowsItsSettings(@Shop Connection parameter) throws SQLException {
            take(field);
            Databases.expect(parameter == field, true);
            Databases.expect(Databases.value(parameter, "SELECT count(*) FROM item"), "0");
        }

        @Test
        void knowsThemForTheClass() throws SQLException {
            try (Connection connection = Objects.requireNonNull(ofTheClass).getConnection()) {
                take(connection);
                Databases.expect(Databases.value(connection, "SELECT count(*) FROM item"), "0");
            }
        }
    }

    /** For versions in which the method with the arguments can have parameters. */
    public static class ArgumentsByDatabase {
        @TestDatabase private @Nullable Connection connection;

        static Stream<String> urls(@TestDatabase Connection ofAll, @TestDatabase String url)
                throws SQLException {
            take(ofAll);
            return Stream.of(url, url);
        }

        @ParameterizedTest
        @MethodSource("urls")
        void hasItsOwn(String urlOfAll, @TestDatabase String url) throws SQLException {
            take(connection);
            Databases.expect(url.equals(urlOfAll), false);
            try (Connection ofAll = DriverManager.getConnection(urlOfAll)) {
                Databases.expect(Databases.value(ofAll, "SELECT count(*) FROM taken"), "0");
            }
        }
    }

    private static void take(@Nullable Connection connection) throws SQLException {
        if (connection == null) {
            throw new AssertionError("no connection");
        }
        Databases.run(connection, "CREATE TABLE taken (x)");
    }
}
