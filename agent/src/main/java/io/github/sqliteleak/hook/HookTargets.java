package io.github.sqliteleak.hook;

import io.github.sqliteleak.lock.BusyHandlers;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TransactionTracker;
import io.github.sqliteleak.settings.SettingsWatch;
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

    /** As {@link #registry}, but stays when the hooks are turned off: what closes never leaks. */
    static @Nullable ConnectionRegistry closings;

    private static final AtomicBoolean OPENED = new AtomicBoolean();
    private static @Nullable Runnable firstOpen;

    private HookTargets() {}

    /**
     * Connects the hooks to a registry. Called before the first driver class is woven.
     *
     * @param lockWatch is told of waits and failures because of locks; null to tell nobody
     * @param busyHandlers is told of what concerns busy handling; null to tell nobody
     * @param beforeFirstOpen run once, in the thread that opens the first connection
     * @param line prints one line for the user
     */
    public static void install(
            ConnectionRegistry target,
            @Nullable LockWatch lockWatch,
            @Nullable BusyHandlers busyHandlers,
            Runnable beforeFirstOpen,
            Consumer<String> line) {
        HookFailures.tell(line);
        firstOpen = beforeFirstOpen;
        OPENED.set(false);
        transactions = target.transactions();
        locks = lockWatch;
        busy = busyHandlers;
        closings = target;
        registry = target;
    }

    /**
     * Tells this watch of PRAGMAs and openings; null to tell nobody. Called before {@link
     * #install}.
     */
    public static void watchSettings(@Nullable SettingsWatch watch) {
        settings = watch;
    }

    /** From now on no hook does anything, but to see connections closed that were followed. */
    static void turnOff() {
        registry = null;
        transactions = null;
        locks = null;
        settings = null;
    }

    /** False before {@link #install}, and when the hooks were turned off. */
    public static boolean areOn() {
        return registry != null;
    }

    /** Failures of the hooks since {@link #install}. */
    public static InternalErrors internalErrors() {
        return HookFailures.soFar();
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
