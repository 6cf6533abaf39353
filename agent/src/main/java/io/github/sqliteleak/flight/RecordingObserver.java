package io.github.sqliteleak.flight;

import io.github.sqliteleak.registry.ConnectionObserver;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TransactionRecord;
import io.github.sqliteleak.transaction.TransactionObserver;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Turns what connections do into events. */
final class RecordingObserver implements ConnectionObserver, TransactionObserver {
    private final TransactionTracker tracker;
    private final AtomicLong transactions = new AtomicLong();

    RecordingObserver(TransactionTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public @Nullable Opening opening() {
        ConnectionOpenEvent event = new ConnectionOpenEvent();
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
            event.openSite = ConnectionEvent.site(connection.opening());
            event.commit();
        }
    }

    @Override
    public @Nullable TransactionRecord transactionBegan() {
        TransactionEvent event = new TransactionEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.transactionId = transactions.incrementAndGet();
        event.begin();
        return event;
    }
}
