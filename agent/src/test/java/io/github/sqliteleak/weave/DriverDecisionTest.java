package io.github.sqliteleak.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriverDecisionTest {
    private final DriverDecision decision =
            new DriverDecision(DriverDecisionTest.class.getClassLoader());

    /** It failed with the first class, as where its stack ended, and comes with the second one. */
    @Test
    void noThreadWaitsForItself() {
        assertThat(decision.await()).isNull();

        assertThat(decision.await()).isNull();
    }

    @Test
    void theDriverIsLeftAloneWhenWhoeverDecidesHasFailed() throws Exception {
        assertThat(decision.await()).isNull();
        decision.giveUp();

        FutureTask<Boolean> next = new FutureTask<>(() -> decision.await() == WovenDriver.NONE);
        new Thread(next, "next").start();

        assertThat(next.get()).isTrue();
    }
}
