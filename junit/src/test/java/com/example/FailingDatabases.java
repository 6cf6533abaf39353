package com.example;

import io.github.sqliteleak.junit.Migration;
import io.github.sqliteleak.junit.TestDatabase;
import io.github.sqliteleak.junit.TestDatabase.JournalMode;
import io.github.sqliteleak.junit.TestDatabase.Keep;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests that ask for what cannot be had, or fail, or hold their database until the end. */
public final class FailingDatabases {
    private FailingDatabases() {}

    public static class Wrong {
        @Test
        void type(@TestDatabase java.io.File file) {}

        @Test
        void pathInMemory(@TestDatabase(storage = Storage.MEMORY) Path file) {}

        @Test
        void urlWithSchemaInMemory(
                @TestDatabase(storage = Storage.MEMORY, script = "shop.sql") String url) {}

        @Test
        void noSuchScript(@TestDatabase(script = "none.sql") Connection connection) {}

        @Test
        void scriptWithoutAName(@TestDatabase(script = "") Connection connection) {}

        @Test
        void folder(@TestDatabase(script = "/com/example") Connection connection) {}

        @Test
        void badScript(@TestDatabase(script = "broken.sql") Connection connection) {}

        @Test
        void badTemplate(
                @TestDatabase(script = "broken.sql", template = true) Connection connection) {}

        @Test
        void behindATrigger(@TestDatabase(script = "triggers.sql") Connection connection) {}

        @Test
        void withoutAParent(
                @TestDatabase(script = "orphan.sql", pragmas = "foreign_keys=ON")
                        Connection connection) {}

        @Test
        void badSecondScript(
                @TestDatabase(script = {"dump.sql", "late.sql"}) Connection connection) {}

        @Test
        void openTransaction(@TestDatabase(script = "unfinished.sql") Connection connection) {}

        @Test
        void openTransactionInMemory(
                @TestDatabase(storage = Storage.MEMORY, script = "unfinished.sql")
                        Connection connection) {}

        @Test
        void unknownPragma(@TestDatabase(pragmas = "foreign_key=ON") Connection connection) {}

        @Test
        void journalAsPragma(@TestDatabase(pragmas = "journal_mode=WAL") Connection connection) {}

        @Test
        void noNumber(@TestDatabase(pragmas = "busy_timeout=abc") Connection connection) {}

        @Test
        void noSwitch(@TestDatabase(pragmas = "foreign_keys=YES_PLEASE") Connection connection) {}

        @Test
        void noLevel(@TestDatabase(pragmas = "synchronous=NORMALL") Connection connection) {}

        @Test
        void journalInMemory(
                @TestDatabase(storage = Storage.SHARED_MEMORY, journalMode = JournalMode.DELETE)
                        Connection connection) {}

        @Test
        void settingsThatDiffer(
                @TestDatabase Path file,
                @TestDatabase(script = "shop.sql") Connection connection) {}
    }

    /** Migrations that fail, or leave a connection open, on each storage. */
    public static class WrongMigrations {
        static final List<Connection> OPEN = new ArrayList<>();

        static class Failing implements Migration {
            @Override
            public void migrate(DataSource database) {
                throw new IllegalStateException("on purpose");
            }
        }

        static class Leaking implements Migration {
            @Override
            public void migrate(DataSource database) throws SQLException {
                OPEN.add(database.getConnection());
            }
        }

        @Test
        void fails(@TestDatabase(migration = Failing.class) String url) {}

        @Test
        void failsForTheTemplate(
                @TestDatabase(migration = Failing.class, template = true) String url) {}

        @Test
        void failsInMemory(
                @TestDatabase(migration = Failing.class, storage = Storage.MEMORY)
                        Connection connection) {}

        @Test
        void leaks(@TestDatabase(migration = Leaking.class) String url) {}

        @Test
        void leaksForTheTemplate(
                @TestDatabase(migration = Leaking.class, template = true) String url) {}

        @Test
        void leaksInMemory(
                @TestDatabase(migration = Leaking.class, storage = Storage.MEMORY)
                        Connection connection) {}

        @Test
        void leaksInSharedMemory(
                @TestDatabase(migration = Leaking.class, storage = Storage.SHARED_MEMORY)
                        Connection connection) {}
    }

    public static class InConstructor {
        InConstructor(@TestDatabase Path file) {}

        @Test
        void any() {}
    }

    /** Remember where they were, so that others can look. */
    public static class Kept {
        public static final List<Path> FILES = new ArrayList<>();

        @TestDatabase(name = "class", keep = Keep.ON_FAILURE)
        private static @Nullable Path ofTheClass;

        @Test
        void failing(@TestDatabase(keep = Keep.ON_FAILURE) Path file) throws SQLException {
            remember(file);
            throw new IllegalStateException("on purpose");
        }

        @Test
        void passing(@TestDatabase(keep = Keep.ON_FAILURE) Path file) throws SQLException {
            remember(file);
        }

        @Test
        void failingWithoutKeeping(@TestDatabase Path file) throws SQLException {
            remember(file);
            throw new IllegalStateException("on purpose");
        }

        private static void remember(Path file) throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                Databases.run(connection, "CREATE TABLE t (x)");
            }
            FILES.add(file);
            if (ofTheClass != null && !FILES.contains(ofTheClass)) {
                FILES.add(ofTheClass);
            }
        }
    }

    /** As {@link Kept}, by dynamic tests. */
    public static class KeptByDynamicTests {
        public static final List<Path> FILES = new ArrayList<>();

        @TestDatabase(name = "class", keep = Keep.ON_FAILURE)
        private static @Nullable Path ofTheClass;

        @TestFactory
        Stream<DynamicTest> failing(@TestDatabase(keep = Keep.ON_FAILURE) Path file) {
            FILES.add(file);
            return Stream.of(
                    DynamicTest.dynamicTest("passing test", () -> {}),
                    DynamicTest.dynamicTest(
                            "failing test",
                            () -> {
                                throw new IllegalStateException("on purpose");
                            }));
        }

        @TestFactory
        Stream<DynamicTest> passing(@TestDatabase(keep = Keep.ON_FAILURE) Path file) {
            FILES.add(file);
            FILES.add(Objects.requireNonNull(ofTheClass));
            return Stream.of(DynamicTest.dynamicTest("another passing test", () -> {}));
        }
    }

    /** As {@link Kept}, when there are no dynamic tests. */
    public static class KeptByAFactory {
        public static final List<Path> FILES = new ArrayList<>();

        @TestDatabase(keep = Keep.ON_FAILURE)
        private static @Nullable Path ofTheClass;

        @TestFactory
        Stream<DynamicTest> lazy() {
            FILES.add(Objects.requireNonNull(ofTheClass));
            return Stream.of("a").map(any -> Objects.requireNonNull((DynamicTest) null, any));
        }
    }

    /** Abort in each place where it can be done, and so have no database to keep. */
    public static final class Aborting {
        public static final List<Path> FILES = new ArrayList<>();

        private Aborting() {}

        public static class InTests {
            @Test
            void test(@TestDatabase(keep = Keep.ON_FAILURE) Path file) {
                abort(file);
            }

            @TestFactory
            Stream<DynamicTest> factory(@TestDatabase(keep = Keep.ON_FAILURE) Path file) {
                abort(file);
                return Stream.of();
            }

            @TestFactory
            Stream<DynamicTest> dynamic(@TestDatabase(keep = Keep.ON_FAILURE) Path file) {
                return Stream.of(DynamicTest.dynamicTest("dynamic test", () -> abort(file)));
            }
        }

        public static class InBeforeAll {
            @TestDatabase(keep = Keep.ON_FAILURE)
            private static @Nullable Path ofTheClass;

            @BeforeAll
            static void beforeAll() {
                abort(Objects.requireNonNull(ofTheClass));
            }

            @Test
            void any() {}
        }

        private static void abort(Path file) {
            FILES.add(file);
            Assumptions.assumeTrue(false, "not here");
        }
    }

    /** Leave them open. */
    public static class Held {
        public static final List<Connection> OPEN = new ArrayList<>();
        public static final List<Path> FILES = new ArrayList<>();

        @Test
        void byADataSource(@TestDatabase DataSource database, @TestDatabase Path file)
                throws SQLException {
            OPEN.add(database.getConnection());
            FILES.add(file);
        }

        @Test
        void byAUrl(@TestDatabase String url, @TestDatabase Path file) throws SQLException {
            OPEN.add(DriverManager.getConnection(url));
            FILES.add(file);
        }

        @Test
        void byNobody(@TestDatabase String url, @TestDatabase Path file) throws Exception {
            DriverManager.getConnection(url).close();
            Files.createFile(file.resolveSibling("other.txt"));
            Files.createFile(Files.createDirectory(file.resolveSibling("sub")).resolve("a.txt"));
            FILES.add(file);
        }
    }
}
