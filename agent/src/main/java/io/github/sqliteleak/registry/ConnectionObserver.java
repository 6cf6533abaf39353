package io.github.sqliteleak.registry;

import org.jspecify.annotations.Nullable;

/**
 * Hears what connections do as they do it, from the thread that does it. Only there while somebody
 * records; must be quick, must not block and must not throw.
 */
public interface ConnectionObserver {
    /**
     * A native handle is about to be opened.
     *
     * @return the record of the opening; null for none
     */
    @Nullable Opening opening();

    /** The application has closed a connection, whose transaction is still known. */
    void closed(TrackedConnection connection);

    /**
     * A pool has lent a connection.
     *
     * @return the record of the borrowing; null for none
     */
    @Nullable Borrowing borrowed();

    /** A borrowing that somebody records, from its beginning. */
    interface Borrowing {
        /** It is given back; who lent and borrowed it is still known. */
        void givenBack(TrackedConnection connection, Lending lending);
    }

    /** An opening that somebody records, from its beginning. */
    interface Opening {
        /** The constructor of the connection has returned. */
        void opened(TrackedConnection connection);
    }
}
