package io.github.sqliteleak.toolkit;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time as retries see it. */
interface RetryClock {
    RetryClock SYSTEM =
            new RetryClock() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(Duration pause) throws InterruptedException {
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                }

                @Override
                public double random() {
                    return ThreadLocalRandom.current().nextDouble();
                }
            };

    long nanoTime();

    void sleep(Duration pause) throws InterruptedException;

    /** From 0 to less than 1. */
    double random();
}
