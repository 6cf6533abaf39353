package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class BusyRetryTest {
    private final FakeClock clock = new FakeClock();
    private final BusyRetry retry = BusyRetry.defaults().clock(clock);
    private int calls;

    @Test
    void pausesDoubleFromHalfASecondToFive() {
        assertThatThrownBy(
                        () ->
                                retry.attempts(7)
                                        .callIdempotent(failing(SQLiteErrorCode.SQLITE_BUSY)))
                .isInstanceOf(BusyRetriesExhaustedException.class);
        assertThat(clock.pauses)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1000L, 2000L, 4000L, 5000L, 5000L);
    }

    @Test
    void jitterTakesOffUpToHalf() {
        clock.random = 0;
        assertThatThrownBy(
                        () ->
                                retry.attempts(3)
                                        .callIdempotent(failing(SQLiteErrorCode.SQLITE_BUSY)))
                .isInstanceOf(SQLException.class);
        assertThat(clock.pauses).extracting(Duration::toMillis).containsExactly(250L, 500L);
    }

    @Test
    void succeedsWhenTheLockIsGone() throws SQLException {
        String result =
                retry.callIdempotent(
                        () -> {
                            if (++calls < 3) {
                                throw sqlite(SQLiteErrorCode.SQLITE_LOCKED_SHAREDCACHE);
                            }
                            return "done";
                        });
        assertThat(result).isEqualTo("done");
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void finalFailureCarriesAllAttempts() {
        BusyRetriesExhaustedException e =
                catchThrowableOfType(
                        BusyRetriesExhaustedException.class,
                        () ->
                                retry.attempts(4)
                                        .callIdempotent(failing(SQLiteErrorCode.SQLITE_BUSY)));
        assertThat(calls).isEqualTo(4);
        assertThat(e.attempts()).isEqualTo(4);
        assertThat(e.getErrorCode()).isEqualTo(5);
        assertThat(e.getSuppressed()).extracting(Throwable::getMessage).doesNotHaveDuplicates();
        assertThat((Throwable) e)
                .hasMessage(
                        "Still busy after 4 attempts in 3.5 s (the limit is 4 attempts)."
                                + " Last: SQLITE_BUSY number 4");
    }

    @Test
    void deadlineCountsWhatSqliteItselfWaited() {
        BusyRetry limited = retry.deadline(Duration.ofSeconds(11));
        assertThatThrownBy(
                        () ->
                                limited.callIdempotent(
                                        () -> {
                                            calls++;
                                            clock.advance(Duration.ofSeconds(5));
                                            throw sqlite(SQLiteErrorCode.SQLITE_BUSY);
                                        }))
                .hasMessageContaining("after 2 attempts in 10.5 s (the deadline is 11.0 s)");
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void everythingElsePassesThroughAtOnce() {
        for (SQLiteErrorCode code :
                List.of(
                        SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE,
                        SQLiteErrorCode.SQLITE_FULL,
                        SQLiteErrorCode.SQLITE_IOERR_LOCK,
                        SQLiteErrorCode.SQLITE_INTERRUPT,
                        SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT)) {
            calls = 0;
            assertThatThrownBy(() -> retry.callIdempotent(failing(code)))
                    .isInstanceOf(SQLiteException.class);
            assertThat(calls).as(code.name()).isEqualTo(1);
        }
        assertThatThrownBy(
                        () ->
                                retry.callIdempotent(
                                        () -> {
                                            throw new IllegalStateException("mine");
                                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(clock.pauses).isEmpty();
    }

    @Test
    void seesTheCodeThatABatchHides() {
        assertThatThrownBy(
                        () ->
                                retry.attempts(2)
                                        .callIdempotent(
                                                () -> {
                                                    calls++;
                                                    throw new BatchUpdateException(
                                                            "batch entry 0",
                                                            null,
                                                            0,
                                                            new int[0],
                                                            sqlite(SQLiteErrorCode.SQLITE_BUSY));
                                                }))
                .isInstanceOf(BusyRetriesExhaustedException.class);
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void aPauseThatIsInterruptedEndsTheRetries() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> retry.callIdempotent(failing(SQLiteErrorCode.SQLITE_BUSY)))
                .hasMessageContaining("interrupted while pausing");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).isEqualTo(1);
    }

    private IdempotentWork<String, RuntimeException> failing(SQLiteErrorCode code) {
        return () -> {
            calls++;
            throw sqlite(code);
        };
    }

    private SQLiteException sqlite(SQLiteErrorCode code) {
        return new SQLiteException(code.name() + " number " + calls, code);
    }

    private static final class FakeClock implements RetryClock {
        private final List<Duration> pauses = new ArrayList<>();
        private long now;
        private double random = 0.999_999_999_999;

        void advance(Duration duration) {
            now += duration.toNanos();
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleep(Duration pause) throws InterruptedException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            pauses.add(Duration.ofMillis(Math.round(pause.toNanos() / 1e6)));
            advance(pause);
        }

        @Override
        public double random() {
            return random;
        }
    }
}
