package io.github.sqliteleak.hook;

import io.github.sqliteleak.lock.BusyHandlers;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.registry.Closings;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the hooks call in turn; static, since woven code can reach nothing else. */
public final class HookTargets {
    static @Nullable ConnectionRegistry registry;
    static @Nullable TransactionTracker transactions;
    static @Nullable LockWatch locks;
    static @Nullable BusyHandlers busy;
    static @Nullable SettingsWatch settings;
    static @Nullable Pools pools;

    /** Stays when the hooks are turned off: a connection that is closed never leaks. */
    static @Nullable Closings closings;

    private static final AtomicBoolean OPENED = new AtomicBoolean();
    private static @Nullable Runnable firstOpen;

    private HookTargets() {}

    /**
     * Connects the hooks to a registry. Called before the first driver class is woven.
     *
     * @param tracker follows the transactions of the connections of that registry
     * @param lockWatch follows waits and failures because of locks; null for none
     * @param busyHandlers follows busy handling; null for none
     * @param beforeFirstOpen run once, in the thread that opens the first connection
     * @param line prints one line for the user
     */
    public static void install(
            ConnectionRegistry target,
            TransactionTracker tracker,
            @Nullable LockWatch lockWatch,
            @Nullable BusyHandlers busyHandlers,
            Runnable beforeFirstOpen,
            Consumer<String> line) {
        HookFailures.printBy(line);
        Guard.countWith(new Counter());
        firstOpen = beforeFirstOpen;
        OPENED.set(false);
        transactions = tracker;
        locks = lockWatch;
        busy = busyHandlers;
        closings = target.closings();
        registry = target;
    }

    /** This watch follows PRAGMAs and openings; null for none. Called before {@link #install}. */
    public static void watchSettings(@Nullable SettingsWatch watch) {
        settings = watch;
    }

    /** Takes what pools lend; null for nobody. Called before {@link #install}. */
    public static void watchPools(@Nullable Pools watch) {
        pools = watch;
    }

    /**
     * From now on no hook does anything, but to see connections closed that were followed, and
     * SQLite waits for locks by itself again. Never throws.
     */
    public static void turnOff() {
        ConnectionRegistry target = registry;
        LockWatch watch = locks;
        BusyHandlers handlers = busy;
        registry = null;
        transactions = null;
        locks = null;
        busy = null;
        settings = null;
        pools = null;
        if (target != null) {
            target.freeze();
        }
        if (watch != null) {
            watch.turnOff();
        }
        if (target != null && handlers != null) {
            giveBack(handlers, target);
        }
    }

    private static void giveBack(BusyHandlers handlers, ConnectionRegistry target) {
        try {
            handlers.giveBack(target.open());
        } catch (Throwable t) {
            // Then the agent's handlers go on waiting, as long as SQLite would.
            return;
        }
    }

    /** False before {@link #install}, and when the hooks were turned off. */
    public static boolean areOn() {
        return registry != null;
    }

    /** Failures of the hooks since {@link #install}. */
    public static InternalErrors internalErrors() {
        return HookFailures.soFar();
    }

    /** Counts what is caught elsewhere than in a hook. */
    private static final class Counter implements Consumer<Throwable> {
        @Override
        public void accept(Throwable failure) {
            HookFailures.caught(failure);
        }
    }

    static void beforeOpen() {
        Runnable first = firstOpen;
        if (first != null && !OPENED.get() && OPENED.compareAndSet(false, true)) {
            try {
                first.run();
            } catch (Throwable t) {
                // Without it there is no report: the next connection has to try again.
                OPENED.set(false);
                throw t;
            }
        }
    }
}
