package io.github.sqliteleak.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplicationLogTest {
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final List<Class<?>> loaded = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(LoggingSystem.NAME);
    private final Records records = new Records();

    /** What is logged, by threads that are not the test's. */
    private static final class Records extends Handler {
        final List<LogRecord> all = new CopyOnWriteArrayList<>();
        volatile RuntimeException failure;
        volatile Runnable also = () -> {};

        @Override
        public void publish(LogRecord published) {
            all.add(published);
            also.run();
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        List<String> texts() {
            List<String> texts = new ArrayList<>();
            all.forEach(one -> texts.add(one.getMessage()));
            return texts;
        }
    }

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(records);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(records);
        logger.setUseParentHandlers(true);
    }

    @Test
    void logsWarningsInTheirOrderInAThreadOfItsOwn() {
        loaded.add(LogManager.class);
        ApplicationLog log = log(LoggingSystem.JUL);

        log.accept("connection 1 {0}\n  opened at x");
        log.accept("connection 2");

        Await.until("both are logged", () -> records.all.size() == 2);
        assertThat(records.texts())
                .containsExactly("connection 1 {0}\n  opened at x", "connection 2");
        assertThat(records.all.get(0).getLevel()).isEqualTo(java.util.logging.Level.WARNING);
        assertThat(records.all.get(0).getLongThreadID())
                .isNotEqualTo(Thread.currentThread().getId());
        assertThat(printed).isEmpty();
    }

    @Test
    void waitsUntilTheApplicationHasALogger() {
        ApplicationLog log = log(LoggingSystem.JUL);
        log.accept("early");
        log.look();

        loaded.add(LogManager.class);
        Await.until(
                "all are logged",
                () -> {
                    log.look();
                    return records.all.size() == 1;
                });
        assertThat(records.texts()).containsExactly("early");
    }

    @Test
    void keepsTheLatestAndCountsTheOthersWhileItWaits() {
        ApplicationLog log = log(LoggingSystem.JUL);
        for (int i = 1; i <= 203; i++) {
            log.accept("warning " + i);
        }

        loaded.add(LogManager.class);
        Await.until(
                "all are logged",
                () -> {
                    log.look();
                    return records.all.size() == 201;
                });
        assertThat(records.texts().get(0))
                .isEqualTo("3 warnings came before there was a logger, and are not shown");
        assertThat(records.texts().get(1)).isEqualTo("warning 4");
    }

    @Test
    void saysOnceWhyItGivesUp() {
        loaded.add(LogManager.class);
        records.failure = new IllegalStateException("disk full");
        ApplicationLog log = log(LoggingSystem.JUL);

        log.accept("one");
        Await.until("it gives up", () -> !printed.isEmpty());
        log.accept("two");
        log.look();

        assertThat(printed)
                .containsExactly(
                        "cannot log to jul, warnings are printed here only:"
                                + " java.lang.IllegalStateException: disk full");
        assertThat(records.texts()).containsExactly("one");
    }

    /** An appender that writes to SQLite would be warned about for ever. */
    @Test
    void doesNotLogWhatLoggingItselfCauses() {
        loaded.add(LogManager.class);
        ApplicationLog log = log(LoggingSystem.JUL);
        records.also = () -> log.accept("of the appender");

        log.accept("one");
        Await.until("it is logged", () -> records.all.size() == 1);
        records.also = () -> {};
        Await.until(
                "all are logged",
                () -> {
                    log.accept("two");
                    return records.texts().contains("two");
                });

        assertThat(records.texts()).doesNotContain("of the appender");
    }

    @Test
    void doesNotWaitForTheLogger() {
        loaded.add(LogManager.class);
        CountDownLatch slow = new CountDownLatch(1);
        records.also = () -> await(slow);
        ApplicationLog log = log(LoggingSystem.JUL);

        log.accept("one");
        log.accept("two");
        slow.countDown();

        Await.until("both are logged", () -> records.all.size() == 2);
    }

    private ApplicationLog log(LoggingSystem system) {
        return new ApplicationLog(system, () -> loaded.toArray(new Class<?>[0]), printed::add);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
