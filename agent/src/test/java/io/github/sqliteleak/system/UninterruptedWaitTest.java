package io.github.sqliteleak.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class UninterruptedWaitTest {
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Thread awaited = new Thread(this::waitForTheTest, "awaited");

    @Test
    void waitsThoughItWasInterruptedBefore() {
        long begun = System.nanoTime();
        Thread.currentThread().interrupt();

        UninterruptedWait.sleep(20);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(20_000_000);
    }

    @Test
    void goesOnWaitingWhenItIsInterrupted() {
        Thread waiting = Thread.currentThread();
        awaited.start();
        Thread interrupting =
                new Thread(
                        () -> {
                            Await.until(
                                    "it waits",
                                    () -> waiting.getState() == Thread.State.TIMED_WAITING);
                            waiting.interrupt();
                            Await.until(
                                    "it waits again",
                                    () -> waiting.getState() == Thread.State.TIMED_WAITING);
                            mayEnd.countDown();
                        });
        interrupting.start();

        UninterruptedWait.join(awaited, 60_000);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(awaited.isAlive()).isFalse();
    }

    @Test
    void setsNoFlagWhenNobodyHasInterruptedIt() {
        awaited.start();
        mayEnd.countDown();

        UninterruptedWait.join(awaited, 60_000);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(awaited.isAlive()).isFalse();
    }

    @Test
    void returnsWhenTheTimeIsOver() {
        awaited.start();

        UninterruptedWait.join(awaited, 1);

        assertThat(awaited.isAlive()).isTrue();
        mayEnd.countDown();
    }

    private void waitForTheTest() {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
