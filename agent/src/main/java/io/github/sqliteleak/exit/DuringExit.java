package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.TrackedConnection;
import java.util.Set;

/** Connections that were opened when the JVM was ending already. */
final class DuringExit {
    /** While the JVM runs on. */
    static final DuringExit NOT_YET = new DuringExit(Set.of(), Long.MAX_VALUE, false);

    private final Set<Thread> hooks;
    private final long begunNanos;
    private final boolean ending;

    /**
     * @param hooks shutdown hooks, which may run for a moment before the agent's is begun
     * @param begunNanos when the agent's was, in {@link System#nanoTime()}
     */
    DuringExit(Set<Thread> hooks, long begunNanos) {
        this(hooks, begunNanos, true);
    }

    private DuringExit(Set<Thread> hooks, long begunNanos, boolean ending) {
        this.hooks = hooks;
        this.begunNanos = begunNanos;
        this.ending = ending;
    }

    boolean has(TrackedConnection connection) {
        if (!ending) {
            return false;
        }
        Thread opener = connection.openingThread();
        return connection.openedNanos() - begunNanos > 0
                || (opener != null && hooks.contains(opener));
    }
}
