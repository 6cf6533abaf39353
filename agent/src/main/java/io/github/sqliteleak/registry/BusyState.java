package io.github.sqliteleak.registry;

/** How SQLite waits for locks on a handle. */
public interface BusyState {
    /** The timeout of its waits in milliseconds; 0 for none, or when the application decides. */
    int timeoutMillis();

    /** Whether SQLite would fail at once: no timeout, and no handler that is known. */
    boolean hasNone();

    /** Whether SQLite waits by itself now, so that nothing is seen of a wait. */
    boolean waitsUnseen();
}
