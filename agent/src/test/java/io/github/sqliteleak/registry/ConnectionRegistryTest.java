package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConnectionRegistryTest {
    private final ConnectionRegistry registry = registry(List.of());

    @Test
    void judgesWhatIsOpenAsLeaked() {
        TrackedConnection closed = open(new Object());
        TrackedConnection leaked = open(new Object());
        registry.closings().handleClosed(closed);

        registry.freeze();

        assertThat(registry.leaks().judge()).containsExactly(leaked);
        assertThat(registry.counters().settled(1, 0)).isEqualTo(new Counts(2, 1, 1, 0, 2, 0));
    }

    @Test
    void tellsWhatIsOpenSoFarWithoutJudging() {
        TrackedConnection closed = open(new Object());
        TrackedConnection openSoFar = open(new Object());
        registry.closings().handleClosed(closed);
        handle();

        assertThat(registry.leaks().openSoFar()).containsExactly(openSoFar);
        assertThat(registry.counters().now(1)).isEqualTo(new Counts(2, 1, 1, 0, 2, 0));

        registry.closings().handleClosed(openSoFar);
        assertThat(registry.leaks().openSoFar()).isEmpty();
        assertThat(registry.counters().settled(0, 0).closed()).isEqualTo(2);
    }

    @Test
    void countsAHandleClosedTwiceOnce() {
        TrackedConnection connection = open(new Object());

        registry.closings().handleClosed(connection);
        registry.closings().handleClosed(connection);

        assertThat(registry.counters().settled(0, 0)).isEqualTo(new Counts(1, 1, 0, 0, 1, 0));
    }

    @Test
    void leavesNothingBehindOfAFailedOpen() {
        registry.openFailed();
        TrackedConnection badPragma = handle();
        registry.closings().handleClosed(badPragma);

        registry.freeze();

        assertThat(registry.leaks().judge()).isEmpty();
        assertThat(registry.counters().settled(0, 0)).isEqualTo(new Counts(0, 0, 0, 0, 0, 2));
    }

    @Test
    void reportsAHandleThatAFailedOpenLeftOpen() {
        TrackedConnection handle = handle();

        registry.freeze();

        assertThat(registry.leaks().judge()).containsExactly(handle);
        assertThat(registry.counters().settled(1, 0).opened()).isEqualTo(1);
    }

    @Test
    void takesNoConnectionForALeakThatTheDriverHasClosed() {
        TrackedConnection closedUnseen = open(new Object());
        TrackedConnection leaked = open(new Object());

        registry.freeze();
        registry.closings().reconcile(handle -> handle == closedUnseen.handle());

        assertThat(registry.leaks().judge()).containsExactly(leaked);
        assertThat(registry.counters().settled(1, 0)).isEqualTo(new Counts(2, 1, 1, 0, 2, 0));
    }

    @Test
    void looksAtNothingOpenedAfterTheFreeze() {
        registry.freeze();

        assertThat(registry.handleOpened(new Object(), "a.db", 6, Set.of(), null)).isNull();
        assertThat(registry.leaks().judge()).isEmpty();
    }

    @Test
    void remembersThatTheApplicationClosedItAfterTheVerdict() {
        TrackedConnection connection = open(new Object());
        registry.freeze();
        registry.leaks().judge();

        registry.closings().handleClosed(connection);

        assertThat(connection.isClosedByApplication()).isTrue();
        assertThat(registry.counters().settled(1, 0)).isEqualTo(new Counts(1, 0, 1, 0, 1, 0));
    }

    @Test
    void noticesAConnectionCollectedWhileOpen() throws InterruptedException {
        TrackedConnection leaked = handle();
        WeakReference<Object> object = connectAndDrop(leaked);
        TrackedConnection kept = handle();
        Object keptObject = new Object();
        registry.connected(kept, keptObject, "jdbc:sqlite:b.db");

        collect(object);
        registry.freeze();

        assertThat(registry.leaks().judge()).containsExactly(leaked, kept);
        assertThat(leaked.isCollected()).isTrue();
        assertThat(kept.isCollected()).isFalse();
        assertThat(keptObject).isNotNull();
    }

    @Test
    void doesNotCallAConnectionCollectedThatWasClosedBefore() throws InterruptedException {
        TrackedConnection closed = handle();
        WeakReference<Object> object = connectAndDrop(closed);
        registry.closings().handleClosed(closed);

        collect(object);
        registry.freeze();

        assertThat(registry.leaks().judge()).isEmpty();
        assertThat(closed.isCollected()).isFalse();
    }

    @Test
    void leavesCollectedConnectionsToTheThreadThatAwaitsThem() throws InterruptedException {
        registry.leaks().leaveCollectedToAwait();
        TrackedConnection leaked = handle();
        WeakReference<Object> object = connectAndDrop(leaked);

        collect(object);
        handle();

        assertThat(registry.leaks().awaitCollected()).isSameAs(leaked);
    }

    @Test
    void handsOutACollectedConnectionAtOnceAndCountsItOnce() throws InterruptedException {
        TrackedConnection leaked = handle();
        WeakReference<Object> object = connectAndDrop(leaked);

        collect(object);
        assertThat(registry.leaks().awaitCollected()).isSameAs(leaked);
        registry.freeze();

        assertThat(registry.open()).isEmpty();
        assertThat(registry.leaks().judge()).containsExactly(leaked);
        assertThat(registry.counters().settled(1, 0)).isEqualTo(new Counts(1, 0, 1, 0, 1, 0));
    }

    @Test
    void doesNotTrackWhatIsExcluded() {
        ConnectionRegistry excluding =
                registry(List.of("*/cache.db", "*ConnectionRegistryTest#openHere"));
        TrackedConnection byPath = openIn(excluding, "/tmp/cache.db");
        TrackedConnection byFrame = openHere(excluding);
        TrackedConnection tracked = openIn(excluding, "/tmp/cache.db2");
        excluding.closings().handleClosed(byPath);

        excluding.freeze();

        assertThat(excluding.leaks().judge()).containsExactly(tracked).doesNotContain(byFrame);
        assertThat(excluding.counters().settled(1, 0)).isEqualTo(new Counts(3, 0, 1, 2, 1, 0));
    }

    @Test
    void countsExactlyWithManyThreads() throws Exception {
        int threads = 16;
        int rounds = 2_000;
        int leakEvery = 50;
        List<Object> kept = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<Object>>> futures = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                futures.add(pool.submit(() -> openAndClose(rounds, leakEvery)));
            }
            for (Future<List<Object>> future : futures) {
                kept.addAll(future.get());
            }
        } finally {
            pool.shutdown();
        }
        int leaks = threads * (rounds / leakEvery);

        registry.freeze();

        assertThat(registry.leaks().judge()).hasSize(leaks).doesNotHaveDuplicates();
        Counts counts = registry.counters().settled(leaks, 0);
        assertThat(counts.opened()).isEqualTo((long) threads * rounds);
        assertThat(counts.closed()).isEqualTo((long) threads * rounds - leaks);
        assertThat(counts.peakOpen()).isBetween((long) leaks, (long) leaks + threads);
        assertThat(kept).hasSize(leaks);
    }

    private List<Object> openAndClose(int rounds, int leakEvery) {
        List<Object> leaked = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Object object = new Object();
            TrackedConnection connection = open(object);
            if (i % leakEvery == 0) {
                leaked.add(object);
            } else {
                registry.closings().handleClosed(connection);
            }
        }
        return leaked;
    }

    private static ConnectionRegistry registry(List<String> exclude) {
        return new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(exclude)));
    }

    private TrackedConnection handle() {
        return registry.handleOpened(new Object(), "a.db", 6, Set.of(), null);
    }

    private TrackedConnection open(Object object) {
        TrackedConnection connection = handle();
        registry.connected(connection, object, "jdbc:sqlite:a.db");
        return connection;
    }

    private static TrackedConnection openIn(ConnectionRegistry target, String file) {
        TrackedConnection connection = target.handleOpened(new Object(), file, 6, Set.of(), null);
        target.connected(connection, new Object(), null);
        return connection;
    }

    private static TrackedConnection openHere(ConnectionRegistry target) {
        return openIn(target, "/tmp/other.db");
    }

    private WeakReference<Object> connectAndDrop(TrackedConnection connection) {
        Object object = new Object();
        registry.connected(connection, object, "jdbc:sqlite:a.db");
        return new WeakReference<>(object);
    }

    private static void collect(WeakReference<Object> object) {
        Await.until(
                "the object is collected",
                () -> {
                    System.gc();
                    return object.get() == null;
                });
        // Enqueueing follows clearing: wait for it by a reference of our own.
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> later = new WeakReference<>(new Object(), queue);
        Await.until(
                "references are enqueued",
                () -> {
                    System.gc();
                    return queue.poll() == later;
                });
    }
}
