package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One use of a connection, from handing it out to taking it back. What the user holds is a
 * {@linkplain #handle() handle}; nothing got from it works after the end, so a forgotten Statement
 * cannot write beside the next writer.
 */
final class Lease extends LeaseTraces implements AutoCloseable {
    /** What becomes of the connection when the lease ends. */
    @FunctionalInterface
    interface Release {
        void release(Lease lease) throws SQLException;
    }

    private static final Release NOTHING = lease -> {};
    private static final Duration POLL = Duration.ofMillis(1);

    private final Connection target;
    private final @Nullable KeptConnection kept;
    private final @Nullable Lease parent;
    private final @Nullable TransactionScope scope;
    private final @Nullable Opening opening;
    private final Release release;
    private @Nullable Connection handle;
    // The guest that is in at this moment: what it has open is the host's to cancel and to close.
    private volatile @Nullable Lease guest;
    private final Set<OpenStatement> statements = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<@Nullable String> ended = new AtomicReference<>();
    private volatile boolean revoked;

    private Lease(
            Connection target,
            @Nullable KeptConnection kept,
            @Nullable Lease parent,
            @Nullable TransactionScope scope,
            @Nullable Opening opening,
            Release release) {
        super(parent);
        this.target = target;
        this.kept = kept;
        this.parent = parent;
        this.scope = scope;
        this.opening = opening;
        this.release = release;
    }

    static Lease of(KeptConnection kept, Opening opening, Release release) {
        return new Lease(kept.target(), kept, null, null, opening, release);
    }

    /** A lease within a transaction: cannot end it, and ends without touching the connection. */
    static Lease guest(Connection connection) {
        Lease outer = Guard.leaseOf(connection);
        return outer == null
                ? new Lease(connection, null, null, new TransactionScope(connection), null, NOTHING)
                : outer.guest();
    }

    /** As {@link #guest(Connection)}, on the connection of this lease. */
    Lease guest() {
        TransactionScope within = scope == null ? new TransactionScope(target) : scope;
        Lease inner = new Lease(target, kept, this, within, null, NOTHING);
        guest = inner;
        return inner;
    }

    /** Made when it is asked for: the toolkit itself needs none. */
    Connection handle() {
        Connection made = handle;
        if (made == null) {
            made = Guard.connection(this, target);
            handle = made;
        }
        return made;
    }

    Connection target() {
        return target;
    }

    /** The connection with what is kept on it; null for one that is not the toolkit's own. */
    @Nullable KeptConnection kept() {
        return kept;
    }

    /** Runs a statement of the toolkit's own, such as BEGIN, on a connection of its own. */
    void control(String sql) throws SQLException {
        enter();
        try {
            Objects.requireNonNull(kept).run(sql);
        } finally {
            exit();
        }
    }

    Opening opening() {
        if (opening == null) {
            throw new IllegalStateException("a guest was not opened");
        }
        return opening;
    }

    /** Whether it was taken back, in the middle of who knows what. */
    boolean isRevoked() {
        return revoked;
    }

    /** The transaction that this lease is a guest in; null when it is none. */
    @Nullable TransactionScope scope() {
        return scope;
    }

    boolean isEnded() {
        return ended.get() != null;
    }

    /** Ends the lease as its user asks; the second time nothing happens. */
    @Override
    public void close() throws SQLException {
        if (ended.compareAndSet(null, "it was closed")) {
            closeStatements();
            release.release(this);
        }
    }

    /** Ends a guest. */
    void end() {
        if (ended.compareAndSet(null, "its transaction has ended")) {
            closeStatements();
        }
    }

    /**
     * Takes the connection back: refuses further calls, cancels a running one and waits for it,
     * since old drivers crash when a connection is closed under a running statement.
     *
     * @return false when a call is still running after {@code grace}; nothing is released then
     */
    boolean revoke(String reason, Duration grace) throws SQLException {
        if (!ended.compareAndSet(null, reason)) {
            return true;
        }
        revoked = true;
        long limit = System.nanoTime() + Durations.nanos(grace);
        while (isInUse()) {
            cancelRunning();
            if (System.nanoTime() - limit > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        closeStatements();
        release.release(this);
        return true;
    }

    /** Whether a call is in the driver at this moment. */
    boolean isInUse() {
        return inFlight.get() > 0;
    }

    /** Interrupts what the connection is doing; harmless when that is nothing. */
    void cancelRunning() {
        Lease inner = guest;
        if (inner != null) {
            inner.cancelRunning();
        }
        for (OpenStatement statement : statements) {
            try {
                statement.cancel();
            } catch (SQLException alreadyClosed) {
                continue;
            }
            return;
        }
    }

    void enter() throws SQLException {
        inFlight.incrementAndGet();
        try {
            checkOpen();
            if (parent != null) {
                parent.enter();
            }
        } catch (SQLException e) {
            inFlight.decrementAndGet();
            throw e;
        }
    }

    void exit() {
        if (parent != null) {
            parent.exit();
        }
        inFlight.decrementAndGet();
    }

    void opened(OpenStatement statement) {
        statements.add(statement);
    }

    void closed(OpenStatement statement) {
        statements.remove(statement);
    }

    private void checkOpen() throws SQLException {
        String reason = ended.get();
        if (reason != null) {
            throw new SQLNonTransientConnectionException(
                    "This connection cannot be used any more: " + reason + ".");
        }
    }

    private void closeStatements() {
        Lease inner = guest;
        if (inner != null) {
            inner.closeStatements();
            guest = null;
        }
        for (OpenStatement statement : statements) {
            try {
                statement.close();
            } catch (SQLException e) {
                // It only repeats the error of the statement's last step, which its user has seen.
            }
            closed(statement);
        }
    }
}
