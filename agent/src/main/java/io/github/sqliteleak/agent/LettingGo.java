package io.github.sqliteleak.agent;

import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.registry.ConnectionRegistry;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sees to it, for as long as the JVM runs, that an application can be unloaded that has connections
 * open, or has had others open them, as a web application that is deployed anew. Work that an
 * opening is not to pay for.
 */
final class LettingGo implements Runnable {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Few connections live that long. With the pause, what stays open is text within a second. */
    private static final Duration AGE = Duration.ofMillis(400);

    private final ConnectionRegistry registry;
    private final Pools pools;
    private final Consumer<String> line;
    private boolean failed;

    LettingGo(ConnectionRegistry registry, Pools pools, Consumer<String> line) {
        this.registry = registry;
        this.pools = pools;
        this.line = line;
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
            registry.letGoOfClasses(System.nanoTime() - AGE.toNanos());
            pools.look();
        } catch (RuntimeException | Error e) {
            // Out of memory, as a rule: the next round may have more.
            if (!failed) {
                failed = true;
                line.accept("internal error, the application goes on untouched: " + e);
            }
        }
    }
}
