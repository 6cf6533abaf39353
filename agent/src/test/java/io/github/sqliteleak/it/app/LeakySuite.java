package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that leak. Each opens a file of its own, by which its leak is known. */
public final class LeakySuite {
    private LeakySuite() {}

    static Connection open(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    static void openInOtherThread(String file) throws InterruptedException, ExecutionException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        thread.submit(() -> open(file)).get();
        thread.shutdown();
    }

    /** One after the other. */
    public static class InSequence {
        @BeforeAll
        static void openForAll() throws SQLException {
            open("before-all.db");
        }

        @Test
        void leaks() throws SQLException {
            open("test.db");
        }

        @Test
        void leaksInOtherThread() throws Exception {
            openInOtherThread("other-thread.db");
        }

        @ParameterizedTest
        @ValueSource(ints = {7, 8})
        void leaksSometimes(int number) throws SQLException {
            try (Connection closed = open("closed.db")) {
                Db.run(closed, "SELECT 1");
            }
            if (number == 8) {
                open("parameterized.db");
            }
        }

        @TestFactory
        List<DynamicTest> makesTests() {
            return List.of(
                    DynamicTest.dynamicTest("clean", () -> open("closed.db").close()),
                    DynamicTest.dynamicTest("leaky", () -> open("dynamic.db")));
        }

        @Nested
        class Inner {
            @Test
            void leaks() throws SQLException {
                open("nested.db");
            }
        }
    }

    /** Another class, which closes what it opens. */
    public static class Clean {
        @BeforeAll
        static void openForAll() throws SQLException {
            open("closed.db").close();
        }

        @Test
        void closes() throws SQLException {
            open("closed.db").close();
        }
    }

    /** Opens nothing. */
    public static class WithoutDatabase {
        @Test
        void doesNothing() {
            Db.say("nothing");
        }
    }

    /** Runs tests within a test, as those of an extension do. */
    public static class Outer {
        @Test
        void runsTests() throws SQLException {
            SuiteRunner.execute(
                    List.of(
                            org.junit.platform.engine.discovery.DiscoverySelectors.selectClass(
                                    Clean.class)));
            open("after-inner-plan.db");
        }
    }
}
