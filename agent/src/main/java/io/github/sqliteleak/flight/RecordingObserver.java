package io.github.sqliteleak.flight;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.driver.OpenFlags;
import io.github.sqliteleak.registry.ConnectionObserver;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Turns what connections do into events. */
final class RecordingObserver implements ConnectionObserver {
    private static final int SITE_DEPTH = 64;

    private final AtomicLong transactions = new AtomicLong();

    @Override
    public @Nullable Object opening() {
        ConnectionOpenEvent event = new ConnectionOpenEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    @Override
    public void opened(TrackedConnection connection, Object opening) {
        ConnectionOpenEvent event = (ConnectionOpenEvent) opening;
        event.end();
        if (event.shouldCommit()) {
            event.about(connection);
            event.url = connection.urlWithoutParameters();
            event.readOnly = OpenFlags.isReadOnly(connection.flags());
            event.commit();
        }
    }

    @Override
    public void closed(TrackedConnection connection) {
        ConnectionCloseEvent event = new ConnectionCloseEvent();
        if (event.isEnabled()) {
            event.about(connection);
            event.lifetime = connection.closedNanos() - connection.openedNanos();
            event.openSite = site(connection.opening());
            event.commit();
        }
    }

    @Override
    public @Nullable Object transactionBegan() {
        TransactionEvent event = new TransactionEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.transactionId = transactions.incrementAndGet();
        event.begin();
        return event;
    }

    @Override
    public void transactionEnded(
            TrackedConnection connection,
            OpenTransaction transaction,
            Object beginning,
            String outcome) {
        TransactionEvent event = (TransactionEvent) beginning;
        event.end();
        if (event.shouldCommit()) {
            event.about(connection);
            event.mode = transaction.mode();
            event.beginSite = site(transaction.beginning());
            event.outcome = outcome;
            event.statements = transaction.statements();
            event.wrote = transaction.wrote();
            event.upgraded = transaction.upgraded();
            event.commit();
        }
    }

    private static @Nullable String site(@Nullable CapturedStack captured) {
        return captured == null ? null : CallStack.of(captured, SITE_DEPTH).site();
    }
}
