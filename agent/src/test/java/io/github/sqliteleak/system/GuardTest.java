package io.github.sqliteleak.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private final List<Throwable> counted = new CopyOnWriteArrayList<>();
    private final List<Throwable> toldTheApplication = new CopyOnWriteArrayList<>();

    @AfterEach
    void reset() {
        Guard.countWith(null);
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Test
    void countsWhatIsThrownAndThrowsNothing() {
        Guard.countWith(counted::add);
        List<Throwable> thrown =
                List.of(new IllegalStateException(), new StackOverflowError(), new Exception());

        for (Throwable failure : thrown) {
            Guard.run(() -> throwAny(failure));
        }

        assertThat(counted).isEqualTo(thrown);
    }

    @Test
    void throwsNothingWhenCountingFails() {
        List<Throwable> asked = new ArrayList<>();
        Guard.countWith(
                failure -> {
                    asked.add(failure);
                    throw new OutOfMemoryError("injected");
                });

        Guard.caught(new IllegalStateException());

        assertThat(asked).hasSize(1);
    }

    @Test
    void throwsNothingBeforeAnybodyCounts() {
        Guard.run(() -> throwAny(new IllegalStateException()));

        assertThat(counted).isEmpty();
    }

    @Test
    void whatAThreadOfTheAgentThrowsReachesNoHandlerOfTheApplication() throws Exception {
        Guard.countWith(counted::add);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> toldTheApplication.add(failure));
        AssertionError failure = new AssertionError("injected");

        AgentThread thread = new AgentThread("test", () -> throwAny(failure));
        thread.start();
        thread.join();

        assertThat(counted).containsExactly(failure);
        assertThat(toldTheApplication).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAny(Throwable failure) throws T {
        throw (T) failure;
    }
}
