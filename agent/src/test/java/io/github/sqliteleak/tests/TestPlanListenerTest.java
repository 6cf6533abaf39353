package io.github.sqliteleak.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestPlanListenerTest {
    private final RunningTests tests = new RunningTests();
    private final TestPlanListener listener = new TestPlanListener(tests);
    private final List<String> told = new ArrayList<>();

    @Test
    void throwsNothing() {
        tests.observe(new Observer());

        assertThatCode(
                        () -> {
                            listener.testPlanExecutionStarted(null);
                            listener.executionStarted(null);
                            listener.executionFinished(null, null);
                            listener.testPlanExecutionFinished(null);
                        })
                .doesNotThrowAnyException();
        assertThat(told).containsExactly("began", "failed", "failed", "failed");
    }

    @Test
    void looksAtNothingWithoutTheAgent() {
        assertThatCode(
                        () -> {
                            listener.executionStarted(null);
                            listener.executionFinished(null, null);
                        })
                .doesNotThrowAnyException();
    }

    private final class Observer implements TestPlanObserver {
        @Override
        public void began() {
            told.add("began");
        }

        @Override
        public void ended() {
            throw new IllegalStateException("cannot write");
        }

        @Override
        public void failed(Throwable failure) {
            told.add("failed");
        }
    }
}
