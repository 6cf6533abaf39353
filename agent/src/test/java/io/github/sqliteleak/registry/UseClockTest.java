package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import org.junit.jupiter.api.Test;

class UseClockTest {
    @Test
    void followsTheTimeThroughQuickUse() {
        Await.until(
                "quick use has started the ticking thread",
                () -> {
                    useQuickly();
                    return isTicking();
                });
        long before = System.nanoTime();

        Await.until("the clock has come by", () -> useQuickly() - before >= 0);
    }

    @Test
    void readsTheClockItselfWhenUsedRarely() {
        Await.until("the ticking thread has ended", () -> !isTicking());
        long before = System.nanoTime();

        long now = UseClock.now();

        assertThat(now).isBetween(before, System.nanoTime());
        assertThat(isTicking()).isFalse();
    }

    /** The last time read. */
    private static long useQuickly() {
        long last = 0;
        for (int i = 0; i < 10_000; i++) {
            last = UseClock.now();
        }
        return last;
    }

    private static boolean isTicking() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("sqlite-leak-clock"));
    }
}
