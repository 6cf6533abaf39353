package io.github.sqliteleak.registry;

import org.jspecify.annotations.Nullable;

/**
 * Is told what connections do as they do it, by the thread that does it. Only there while somebody
 * records; must be quick, must not block and must not throw.
 */
public interface ConnectionObserver {
    /**
     * A native handle is about to be opened.
     *
     * @return what {@link #opened} is to get; null for nothing
     */
    @Nullable Object opening();

    /**
     * The constructor of a connection has returned.
     *
     * @param opening what {@link #opening} returned
     */
    void opened(TrackedConnection connection, Object opening);

    /** The application has closed a connection. */
    void closed(TrackedConnection connection);

    /**
     * A transaction has begun.
     *
     * @return what {@link #transactionEnded} is to get; null for nothing
     */
    @Nullable Object transactionBegan();

    /**
     * A transaction has ended.
     *
     * @param beginning what {@link #transactionBegan} returned
     * @param outcome {@code committed}, {@code rolled back}, {@code closed} or {@code left open}
     */
    void transactionEnded(
            TrackedConnection connection,
            OpenTransaction transaction,
            Object beginning,
            String outcome);
}
