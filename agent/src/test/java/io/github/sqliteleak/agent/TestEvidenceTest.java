package io.github.sqliteleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.OpenScope;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestEvidenceTest {
    private static final String HERE = TestEvidenceTest.class.getName();

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(true, false, new Exclusions(List.of())));

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
