package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.Disposable;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What belongs to an application can be unloaded, whatever it has left open. */
class UnloadingTest {
    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(true, new Exclusions(List.of())));
    private final TransactionTracker transactions = new TransactionTracker(true);

    /** A native handle, and the connection that owns it. */
    public static final class Handle {
        /** As a static field of a web application would keep it. */
        public static Object kept = new Object();
    }

    /** Code of the application's, to stand on a stack. */
    public static final class Caller implements Consumer<Runnable> {
        @Override
        public void accept(Runnable work) {
            work.run();
        }
    }

    @Test
    void doesNotKeepTheDriverOfAHandleThatStaysOpen() {
        WeakReference<ClassLoader> driver = open();
        TrackedConnection leaked = only();
        assertThat(Disposable.isKept(driver)).isTrue();

        letGo();

        assertThat(leaked.handle()).isNotNull();
        Disposable.awaitUnloaded(driver);
        assertThat(leaked.handle()).isNull();
    }

    @Test
    void reportsAConnectionWhoseDriverIsGoneOnceAndWithAllThatIsKnown() {
        Disposable.awaitUnloaded(openAndLetGo());

        registry.freeze();
        List<TrackedConnection> leaked = registry.leaks().judge();

        assertThat(leaked).hasSize(1);
        assertThat(leaked.get(0).isCollected()).isTrue();
        assertThat(leaked.get(0).opening().frames()).anyMatch(UnloadingTest::isOpen);
        assertThat(leaked.get(0).transaction().beginning().frames())
                .anyMatch(UnloadingTest::isOpen);
        assertThat(registry.counters().settled(1, 0)).isEqualTo(new Counts(1, 0, 1, 0, 1, 0));
    }

    @Test
    void keepsTheHandleForAsLongAsItsDriverIsThere() {
        Object driver = Disposable.create(Handle.class);
        TrackedConnection leaked = openAnother(driver);
        letGo();

        WeakReference<Object> garbage = new WeakReference<>(new Object());
        Await.until(
                "the collector has run",
                () -> {
                    System.gc();
                    return garbage.get() == null;
                });

        assertThat(leaked.handle()).hasSameClassAs(driver);
        registry.closings().handleClosed(leaked);
        assertThat(leaked.handle()).isNull();
    }

    @Test
    void givesHandlesOutOnceMoreBeforeTheirDriverIsUnloaded() {
        Queue<String> closed = new ConcurrentLinkedQueue<>();
        registry.unloading()
                .closeBefore(
                        (leaked, handle) ->
                                closed.add(leaked.id() + " " + handle.getClass().getName()));

        Disposable.awaitUnloaded(openAndLetGo());

        Await.until("it is closed", () -> !closed.isEmpty());
        registry.freeze();
        assertThat(registry.leaks().judge()).hasSize(1);
        assertThat(closed).containsExactly("1 " + Handle.class.getName());
        assertThat(registry.counters().settled(1, 0)).isEqualTo(new Counts(1, 0, 1, 0, 1, 0));
    }

    @Test
    void doesNotKeepTheClassesThatOpenedWhatStaysOpen() {
        WeakReference<ClassLoader> caller = call(() -> track(new Object()));
        TrackedConnection open = only();

        letGo();

        Disposable.awaitUnloaded(caller);
        assertThat(open.handle()).isNotNull();
        assertThat(open.opening().frames())
                .extracting(StackTraceElement::getClassName)
                .contains(Caller.class.getName());
    }

    @Test
    void doesNotKeepTheClassesThatBeganATransaction() {
        TrackedConnection open = track(new Object());
        WeakReference<ClassLoader> caller = call(() -> transactions.ran(open, "begin immediate"));
        assertThat(Disposable.isKept(caller)).isTrue();

        letGo();

        Disposable.awaitUnloaded(caller);
        assertThat(open.transaction().beginning().frames())
                .extracting(StackTraceElement::getClassName)
                .contains(Caller.class.getName());
    }

    @Test
    void leavesAloneWhatMayBeOverSoon() {
        TrackedConnection open = track(new Object());
        WeakReference<ClassLoader> caller = call(() -> transactions.ran(open, "begin"));

        registry.letGoOfClasses(open.transaction().beganNanos());

        assertThat(Disposable.isKept(caller)).isTrue();
    }

    @Test
    void keepsNothingForAClosedConnection() {
        TrackedConnection[] closed = new TrackedConnection[1];
        WeakReference<ClassLoader> caller =
                call(
                        () -> {
                            closed[0] = track(new Object());
                            transactions.ran(closed[0], "begin");
                        });
        registry.closings().handleClosed(closed[0]);

        Disposable.awaitUnloaded(caller);
        assertThat(closed[0].handle()).isNull();
    }

    @Test
    void keepsNothingForAnExcludedConnection() {
        ConnectionRegistry excluding =
                new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of("a.db"))));
        TrackedConnection[] excluded = new TrackedConnection[1];
        WeakReference<ClassLoader> caller =
                call(
                        () -> {
                            excluded[0] = track(excluding, new Object());
                            transactions.ran(excluded[0], "begin");
                        });

        Disposable.awaitUnloaded(caller);
        assertThat(excluding.isExcluded(excluded[0])).isTrue();
    }

    @Test
    void threadsOfTheAgentKeepNothingOfWhoStartedThem() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread[] started = new Thread[1];
        WeakReference<ClassLoader> caller =
                call(
                        () -> {
                            started[0] = AgentThread.of("test", () -> awaitEnd(end));
                            started[0].start();
                        });

        Disposable.awaitUnloaded(caller);
        end.countDown();
        started[0].join();
    }

    @Test
    void stacksOfOneSiteAreOne() {
        List<TrackedConnection> opened = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            opened.add(track(new Object()));
        }

        letGo();

        assertThat(opened.get(0).opening().frames()).isSameAs(opened.get(1).opening().frames());
    }

    private static boolean isOpen(StackTraceElement frame) {
        return frame.getClassName().equals(UnloadingTest.class.getName())
                && frame.getMethodName().equals("open");
    }

    private WeakReference<ClassLoader> openAndLetGo() {
        WeakReference<ClassLoader> driver = open();
        letGo();
        return driver;
    }

    /** Opened and lost, in mid-transaction. */
    private WeakReference<ClassLoader> open() {
        Object handle = Disposable.create(Handle.class);
        TrackedConnection opened = track(handle);
        transactions.ran(opened, "begin");
        return Disposable.loaderOf(handle);
    }

    private TrackedConnection openAnother(Object driver) {
        try {
            return track(driver.getClass().getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static WeakReference<ClassLoader> call(Runnable work) {
        @SuppressWarnings("unchecked")
        Consumer<Runnable> caller = (Consumer<Runnable>) Disposable.create(Caller.class);
        caller.accept(work);
        return Disposable.loaderOf(caller);
    }

    private TrackedConnection track(Object handle) {
        return track(registry, handle);
    }

    private static TrackedConnection track(ConnectionRegistry registry, Object handle) {
        TrackedConnection tracked = registry.handleOpened(handle, "a.db", 6, Set.of(), null);
        // Where the class is loaded anew, its own static field keeps the connection.
        registry.connected(tracked, connectionOf(handle), "jdbc:sqlite:a.db");
        return tracked;
    }

    private static Object connectionOf(Object handle) {
        try {
            return handle.getClass() == Object.class
                    ? handle
                    : handle.getClass().getField("kept").get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private TrackedConnection only() {
        assertThat(registry.open()).hasSize(1);
        return registry.open().iterator().next();
    }

    private void letGo() {
        registry.letGoOfClasses(System.nanoTime() + 1);
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
