package io.github.sqliteleak.strict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.OpenScope;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.tests.RunningTest;
import io.github.sqliteleak.tests.RunningTests;
import io.github.sqliteleak.tests.TestName;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestEvidenceTest {
    private static final String HERE = TestEvidenceTest.class.getName();

    private static final TestName RUNNING = new TestName(HERE + "#ofTheVeryTest()", null);

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void isCertainOfWhatTheTestsThreadOpened(int company) throws Exception {
        Object before = OpenScope.enter(OpenScope.create());
        TrackedConnection own = open();
        OpenScope.restore(before);

        assertThat(new TestEvidence("a.B", "c", company).isCertain(own)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, a.B, c, false",
        "1, a.B, c, false",
        "2, a.B, c, true",
    })
    void isCertainOfASharedThreadOnlyWhenNothingElseRuns(
            int company, String type, String method, boolean certain) throws Exception {
        try (Worker worker = new Worker()) {
            TrackedConnection opened = worker.open(this::open);

            assertThat(new TestEvidence(type, method, company).isCertain(opened))
                    .isEqualTo(certain);
        }
    }

    @Test
    void isCertainWhenTheVeryTestIsOnTheStack() throws Exception {
        String method = "isCertainWhenTheVeryTestIsOnTheStack";
        try (Worker worker = new Worker()) {
            TrackedConnection opened = worker.open(() -> open());

            assertThat(new TestEvidence(HERE, method, TestBridge.PARALLEL).isCertain(opened))
                    .isTrue();
            assertThat(new TestEvidence(HERE, "another", TestBridge.PARALLEL).isCertain(opened))
                    .isFalse();
            assertThat(
                            new TestEvidence(HERE, "another", TestBridge.ALONE_IN_CLASS)
                                    .isCertain(opened))
                    .isTrue();
        }
    }

    @Test
    void isCertainWhenTheThreadEndedWithTheTest() throws Exception {
        Worker worker = new Worker();
        TrackedConnection opened = worker.open(this::open);
        worker.close();

        assertThat(new TestEvidence("a.B", "c", TestBridge.PARALLEL).isCertain(opened)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ofTheVeryTest, true",
        "lambda$ofTheVeryTest$7, true",
        "anotherTest, false",
    })
    void whileAloneIsOfTheTestByAFrameOfIt(String frame, boolean own) throws Exception {
        TrackedConnection opened = whileOneTestRuns(RUNNING, 1, frame);

        assertThat(
                        evidence("ofTheVeryTest")
                                        .ofTheTestAlone(opened, RUNNING, OpenScope.create())
                                != null)
                .isEqualTo(own);
    }

    @Test
    void isNotOfTheTestWhenAnotherWasRunningThen() throws Exception {
        TestName earlier = new TestName(HERE + "#earlier()", null);
        TrackedConnection opened = whileOneTestRuns(earlier, 1, "ofTheVeryTest");

        assertThat(evidence("ofTheVeryTest").ofTheTestAlone(opened, RUNNING, OpenScope.create()))
                .isNull();
        assertThat(evidence("ofTheVeryTest").ofTheTestAlone(opened, earlier, OpenScope.create()))
                .isNotNull();
    }

    @Test
    void isNotOfTheTestAloneWhenTwoWereRunning() throws Exception {
        TrackedConnection opened = whileOneTestRuns(RUNNING, 2, "ofTheVeryTest");

        assertThat(evidence("ofTheVeryTest").ofTheTestAlone(opened, RUNNING, OpenScope.create()))
                .isNull();
        assertThat(TestEvidence.isWhileAlone(opened, RUNNING)).isFalse();
    }

    @Test
    void nothingIsOfATestThatIsNotKnown() throws Exception {
        TrackedConnection opened = whileOneTestRuns(RUNNING, 1, "ofTheVeryTest");

        assertThat(evidence("ofTheVeryTest").ofTheTestAlone(opened, null, OpenScope.create()))
                .isNull();
        assertThat(evidence(null).ofTheTestAlone(opened, RUNNING, OpenScope.create()))
                .as("of a class")
                .isNull();
        assertThat(evidence("ofTheVeryTest").ofTheTestAlone(open(), RUNNING, OpenScope.create()))
                .as("outside of any test")
                .isNull();
    }

    private static TestEvidence evidence(@Nullable String method) {
        return new TestEvidence(HERE, method, TestBridge.ALONE);
    }

    /**
     * Opened by a thread that no test has started.
     *
     * @param count of running tests, the first of which has this name
     */
    private TrackedConnection whileOneTestRuns(TestName test, int count, String frame)
            throws Exception {
        RunningTests running = RunningTests.OF_THIS_JVM;
        ExecutorService early = Executors.newSingleThreadExecutor();
        early.submit(() -> {}).get();
        List<RunningTest> begun = new ArrayList<>();
        running.planBegan();
        try {
            for (int i = 0; i < count; i++) {
                TestName name = i == 0 ? test : new TestName("a.Other#" + i + "()", null);
                begun.add(running.begin(RunningTest.Kind.TEST, name, HERE, null));
            }
            TrackedConnection opened = early.submit(this::open).get();
            Field stack = CapturedStack.class.getDeclaredField("stack");
            stack.setAccessible(true);
            stack.set(
                    opened.opening(),
                    List.of(
                            new StackTraceElement("a.Repo", "open", "Repo.java", 1),
                            new StackTraceElement(HERE, frame, "TestEvidenceTest.java", 2)));
            return opened;
        } finally {
            begun.forEach(running::end);
            running.planEnded();
            early.shutdown();
        }
    }

    private TrackedConnection open() {
        TrackedConnection connection =
                registry.handleOpened(new Object(), "a.db", 6, Set.of(), null);
        registry.connected(connection, new Object(), null);
        return connection;
    }

    /** An executor whose thread is started within a scope. */
    private static final class Worker implements AutoCloseable {
        private final ExecutorService executor = Executors.newSingleThreadExecutor();

        TrackedConnection open(Callable<TrackedConnection> opening) throws Exception {
            Object before = OpenScope.enter(OpenScope.create());
            try {
                return executor.submit(opening).get();
            } finally {
                OpenScope.restore(before);
            }
        }

        @Override
        public void close() {
            executor.shutdown();
            Await.until("the worker has ended", executor::isTerminated);
        }
    }
}
