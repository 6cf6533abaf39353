package io.github.sqliteleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlanReportsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger written = new AtomicInteger();

    @Test
    void writesBeforeItReturns() {
        PlanReports reports = taking(1);

        reports.planEnded();
        reports.planEnded();

        assertThat(written).hasValue(2);
    }

    @Test
    void writesThoughTheThreadIsInterrupted() {
        PlanReports reports = taking(1);
        Thread.currentThread().interrupt();

        reports.planEnded();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(written).hasValue(1);
    }

    @Test
    void putsOffWhatWouldTakeTooMuchOfTheTime() {
        PlanReports reports = taking(600);
        reports.planEnded();

        // 12 s are to be over before the next one.
        reports.planEnded();
        reports.planEnded();

        assertThat(written).hasValue(1);
    }

    @Test
    void writesAgainWhenThereIsTime() {
        PlanReports reports = taking(600);
        reports.planEnded();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(12));

        reports.planEnded();

        assertThat(written).hasValue(2);
    }

    @Test
    void writesOnceForAllThatItPutOff() {
        PlanReports reports = taking(600);
        reports.planEnded();
        // A millisecond less than it takes.
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(12_000 - 600 - 1));

        reports.planEnded();
        reports.planEnded();

        Await.until("it is written", () -> written.get() == 2);
    }

    private PlanReports taking(long millis) {
        return new PlanReports(
                () -> {
                    written.incrementAndGet();
                    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
                },
                nanos::get);
    }
}
