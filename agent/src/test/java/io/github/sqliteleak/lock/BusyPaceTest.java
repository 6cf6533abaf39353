package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Waits in a time of their own. */
class BusyPaceTest {
    private static final long MILLI = 1_000_000;

    private long now = 5_000 * MILLI;
    private long late;

    private final BusyPace pace =
            new BusyPace(
                    new BusyPace.Sleeper() {
                        @Override
                        public long nanoTime() {
                            return now;
                        }

                        @Override
                        public void sleep(long millis) {
                            now += millis * MILLI + late;
                        }
                    });

    @Test
    void endsWhenSqliteWouldOnAMachineThatIsLateToWakeItUp() {
        late = 7 * MILLI;

        // SQLite sleeps for so long each time, and is late each time.
        assertThat(waited(0)).isEqualTo(1_000 + 19 * 7);
    }

    @Test
    void takesNoTimeForWhatTheAgentDoesMeanwhile() {
        assertThat(waited(MILLI / 4)).isBetween(999L, 1_001L);
    }

    /** A wait of a second, in milliseconds. */
    private long waited(long workNanos) {
        long start = now;
        int attempt = 0;
        for (int delay; (delay = BusyDelays.delay(attempt, 1_000)) > 0; attempt++) {
            pace.attempt(attempt, now);
            now += workNanos;
            pace.sleep(delay);
        }
        assertThat(attempt).isEqualTo(19);
        return (now - start) / MILLI;
    }
}
