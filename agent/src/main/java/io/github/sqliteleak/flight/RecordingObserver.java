package io.github.sqliteleak.flight;

import io.github.sqliteleak.registry.ConnectionObserver;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TransactionRecord;
import io.github.sqliteleak.transaction.TransactionObserver;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns what connections do into events. */
final class RecordingObserver implements ConnectionObserver, TransactionObserver {
    private final TransactionTracker tracker;
    private final Consumer<Throwable> failures;
    private final AtomicLong transactions = new AtomicLong();

    /**
     * @param failures is given what committing an event throws
     */
    RecordingObserver(TransactionTracker tracker, Consumer<Throwable> failures) {
        this.tracker = tracker;
        this.failures = failures;
    }

    @Override
    public @Nullable Opening opening() {
        ConnectionOpenEvent event = new ConnectionOpenEvent(failures);
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    @Override
    public void closed(TrackedConnection connection) {
        // Its transaction first, which ends within the life of the connection.
        tracker.closed(connection);
        ConnectionCloseEvent event = new ConnectionCloseEvent();
        if (event.isEnabled()) {
            event.about(connection);
            event.lifetime = connection.closedNanos() - connection.openedNanos();
            event.openStack = ConnectionEvent.text(connection.opening());
            event.openSite = ConnectionEvent.site(connection.opening());
            LateEvents.add(connection, event, failures);
        }
    }

    @Override
    public @Nullable Borrowing borrowed() {
        PoolBorrowEvent event = new PoolBorrowEvent(failures);
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    @Override
    public @Nullable TransactionRecord transactionBegan() {
        TransactionEvent event = new TransactionEvent(failures);
        if (!event.isEnabled()) {
            return null;
        }
        event.transactionId = transactions.incrementAndGet();
        event.begin();
        return event;
    }
}
