package io.github.sqliteleak.pool;

import io.github.sqliteleak.blame.FrameRules;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;

/**
 * Knows classes of wrappers that only other databases' connections stand in, so that a pool of
 * another database pays for one look at the class when a connection is given back. To look into a
 * wrapper takes ten times as long as to borrow.
 */
final class ForeignWrappers {
    /** As many wrappers of a class are looked into before it is believed. */
    private static final int LOOKS = 1_024;

    private final ConnectionRegistry registry;

    /** Whether there is such a class: a program with SQLite alone is not to pay for others. */
    private volatile boolean known;

    /** Kept by the class itself, so that it can be unloaded. */
    private final ClassValue<Wrappers> ofClass =
            new ClassValue<>() {
                @Override
                protected Wrappers computeValue(Class<?> type) {
                    return new Wrappers();
                }
            };

    /** Written without a lock: a look too many does no harm. */
    private static final class Wrappers {
        private int looks;
        private volatile boolean never;
        private volatile long believedAt = -1;
    }

    ForeignWrappers(ConnectionRegistry registry) {
        this.registry = registry;
    }

    /** Until the next connection to SQLite is opened, which may be what comes next. */
    boolean include(Object wrapper) {
        if (!known) {
            return false;
        }
        long believedAt = ofClass.get(wrapper.getClass()).believedAt;
        return believedAt >= 0 && believedAt == registry.lastId();
    }

    /** No connection to SQLite was found in it. */
    void add(Object wrapper) {
        Wrappers wrappers = ofClass.get(wrapper.getClass());
        if (++wrappers.looks % LOOKS == 0 && !wrappers.never) {
            long now = registry.lastId();
            boolean foreign = !isOneInAPool();
            wrappers.believedAt = foreign ? now : -1;
            known |= foreign;
        }
    }

    /** One was, and may be so again. */
    void remove(Object wrapper) {
        Wrappers wrappers = ofClass.get(wrapper.getClass());
        wrappers.never = true;
        wrappers.believedAt = -1;
    }

    /** Whether a pool has a connection that it has not lent yet, as far as is known. */
    private boolean isOneInAPool() {
        for (TrackedConnection connection : registry.open()) {
            if (connection.lending() == null && isOpenedByPool(connection)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOpenedByPool(TrackedConnection connection) {
        for (StackTraceElement frame : connection.opening().frames()) {
            if (FrameRules.pool(frame.getClassName()) != null) {
                return true;
            }
        }
        return false;
    }
}
