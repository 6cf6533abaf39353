package io.github.sqliteleak.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WaitByMonitorTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Thread awaited = new Thread(this::waitForTheTest, "awaited");

    @Test
    void returnsWhenTheTimeIsOver() {
        long end = System.nanoTime() + 20_000_000;

        WaitByMonitor.await(null, end);

        assertThat(System.nanoTime() - end).isGreaterThanOrEqualTo(0);
    }

    @Test
    void returnsAtOnceWhenTheTimeIsOverAlready() {
        awaited.start();

        WaitByMonitor.await(awaited, System.nanoTime() - 1);

        assertThat(awaited.isAlive()).isTrue();
        mayEnd.countDown();
    }

    @Test
    void waitsForAThreadWithoutACallThatBlocks() {
        awaited.start();
        Thread waiter = new Thread(() -> WaitByMonitor.await(awaited, System.nanoTime() + MINUTE));
        waiter.start();

        Await.until("it is blocked", () -> waiter.getState() == Thread.State.BLOCKED);
        mayEnd.countDown();

        Await.until("both have ended", () -> !waiter.isAlive() && !awaited.isAlive());
    }

    @Test
    void anInterruptNeitherEndsItNorIsLost() {
        long end = System.nanoTime() + 20_000_000;
        Thread.currentThread().interrupt();

        WaitByMonitor.await(null, end);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(System.nanoTime() - end).isGreaterThanOrEqualTo(0);
    }

    @Test
    void isNotNeededWithoutBlockHound() {
        assertThat(WaitByMonitor.isNeeded()).isFalse();
    }

    private void waitForTheTest() {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
