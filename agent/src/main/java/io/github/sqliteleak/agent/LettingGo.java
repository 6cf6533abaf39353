package io.github.sqliteleak.agent;

import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.lock.BusyHandlers;
import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.registry.ConnectionRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it, for as long as the JVM runs, that an application can be unloaded that has connections
 * open, or has had others open them, as a web application that is deployed anew. Work that an
 * opening is not to pay for.
 */
final class LettingGo implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Few connections live that long. With the pause, what stays open is text within a second. */
    private static final Duration AGE = Duration.ofMillis(400);

    /** What rests is woken by its next statement, in a microsecond. */
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final ConnectionRegistry registry;
    private final Pools pools;
    private final LiveAccess live;
    private final @Nullable BusyHandlers busy;
    private final Console console;
    private boolean failed;

    /**
     * @param busy null when SQLite waits for locks by itself
     */
    LettingGo(
            ConnectionRegistry registry,
            Pools pools,
            LiveAccess live,
            @Nullable BusyHandlers busy,
            Console console) {
        this.registry = registry;
        this.pools = pools;
        this.live = live;
        this.busy = busy;
        this.console = console;
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE.toMillis());
                letGo();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void letGo() {
        try {
            long now = System.nanoTime();
            registry.letGoOfClasses(now - AGE.toNanos());
            if (registry.isFrozen()) {
                // No hook says so any more.
                registry.closings().reconcile(DriverHandle::isKnownClosed);
            }
            pools.look();
            live.look();
            console.look();
            if (busy != null) {
                busy.rest(registry.open(), now - IDLE.toNanos());
            }
        } catch (RuntimeException | Error e) {
            // Out of memory, as a rule: the next round may have more.
            if (!failed) {
                failed = true;
                console.accept("internal error, the application goes on untouched: " + e);
            }
        }
    }
}
