package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import org.junit.jupiter.api.Test;

class UseClockTest {
    /** How far the clock may lag: its tick, and what a loaded machine adds to a sleep. */
    private static final long LAG_NANOS = 2_000_000_000L;

    @Test
    void followsTheTimeThroughQuickAndSlowUse() {
        long last = 0;
        long end = System.nanoTime() + 1_500_000_000L;
        long reads = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 1_000; i++) {
                last = UseClock.now();
                reads++;
            }
            assertThat(System.nanoTime() - last).isLessThan(LAG_NANOS);
        }
        assertThat(reads).isGreaterThan(100_000);
    }

    @Test
    void readsTheClockItselfWhenUsedRarely() {
        Await.until("the ticking thread has ended", () -> !isTicking());
        long before = System.nanoTime();

        long now = UseClock.now();

        assertThat(now).isBetween(before, System.nanoTime());
        assertThat(isTicking()).isFalse();
    }

    private static boolean isTicking() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("sqlite-leak-clock"));
    }
}
