package io.github.sqliteleak.live;

import io.github.sqliteleak.lock.LockObserver;
import io.github.sqliteleak.lock.LockWait;
import io.github.sqliteleak.lock.WaitRecord;
import io.github.sqliteleak.moment.Signal;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens while the JVM runs, for one listener. While there is none nothing is made or kept.
 * Hears of locks in the threads that wait for them, and passes what it hears on to the observer
 * that was there before.
 */
public final class LiveSignals implements LockObserver {
    private final LockObserver next;
    private volatile @Nullable Consumer<Signal> listener;

    /**
     * @param next hears of locks, too
     */
    public LiveSignals(LockObserver next) {
        this.next = next;
    }

    /**
     * From now on this one listens; it must neither block nor throw.
     *
     * @param newListener null for nobody
     */
    public void listen(@Nullable Consumer<Signal> newListener) {
        listener = newListener;
    }

    /** Whether somebody listens. */
    public boolean isHeard() {
        return listener != null;
    }

    /**
     * A warning about a connection that is held unused.
     *
     * @param site the line that has it; null when it is not known
     */
    public void held(String text, TrackedConnection connection, @Nullable String site) {
        Consumer<Signal> current = listener;
        if (current != null) {
            current.accept(
                    new Signal(
                            Signal.Kind.HELD,
                            System.currentTimeMillis(),
                            text,
                            connection.id(),
                            connection.database().display(),
                            site));
        }
    }

    @Override
    public @Nullable WaitRecord waitBegins() {
        return next.waitBegins();
    }

    @Override
    public void failed(TrackedConnection waiter, LockWait wait) {
        Consumer<Signal> current = listener;
        if (current != null) {
            current.accept(
                    new Signal(
                            Signal.Kind.LOCK_TIMEOUT,
                            wait.endedAtMillis(),
                            SignalWords.of(wait),
                            wait.connectionId(),
                            wait.database(),
                            wait.site()));
        }
        next.failed(waiter, wait);
    }
}
