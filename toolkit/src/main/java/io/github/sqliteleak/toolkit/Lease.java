package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
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
final class Lease {
    /** What becomes of the connection when the lease ends. */
    @FunctionalInterface
    interface Release {
        void release(Lease lease) throws SQLException;
    }

    private static final Duration POLL = Duration.ofMillis(1);

    private final Connection target;
    private final @Nullable Lease parent;
    private final @Nullable TransactionScope scope;
    private final @Nullable Opening opening;
    private final Release release;
    private final Connection handle;
    private final Set<Statement> statements = ConcurrentHashMap.newKeySet();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicReference<@Nullable String> ended = new AtomicReference<>();
    private volatile boolean clean;

    private Lease(
            Connection target,
            @Nullable Lease parent,
            @Nullable TransactionScope scope,
            @Nullable Opening opening,
            Release release) {
        this.target = target;
        this.parent = parent;
        this.scope = scope;
        this.opening = opening;
        this.release = release;
        this.handle = Guard.connection(this, target);
    }

    static Lease of(Connection target, Opening opening, Release release) {
        return new Lease(target, null, null, opening, release);
    }

    /** A lease within a transaction: cannot end it, and ends without touching the connection. */
    static Lease guest(Connection connection) {
        Lease outer = Guard.leaseOf(connection);
        Connection target = outer == null ? connection : outer.target;
        TransactionScope scope = outer == null ? null : outer.scope;
        scope = scope == null ? new TransactionScope(target) : scope;
        return new Lease(target, outer, scope, null, lease -> {});
    }

    Connection handle() {
        return handle;
    }

    Connection target() {
        return target;
    }

    Opening opening() {
        if (opening == null) {
            throw new IllegalStateException("a guest was not opened");
        }
        return opening;
    }

    /** Says that no transaction is open, which saves asking SQLite. */
    void markClean() {
        clean = true;
    }

    boolean isClean() {
        return clean;
    }

    /** The transaction that this lease is a guest in; null when it is none. */
    @Nullable TransactionScope scope() {
        return scope;
    }

    boolean isEnded() {
        return ended.get() != null;
    }

    /** Ends the lease as its user asks; the second time nothing happens. */
    void close() throws SQLException {
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
        for (Statement statement : statements) {
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

    void opened(Statement statement) {
        statements.add(statement);
        if (parent != null) {
            parent.opened(statement);
        }
    }

    void closed(Statement statement) {
        statements.remove(statement);
        if (parent != null) {
            parent.closed(statement);
        }
    }

    private void checkOpen() throws SQLException {
        String reason = ended.get();
        if (reason != null) {
            throw new SQLNonTransientConnectionException(
                    "This connection cannot be used any more: " + reason + ".");
        }
    }

    private void closeStatements() {
        for (Statement statement : statements) {
            try {
                statement.close();
            } catch (SQLException e) {
                // It only repeats the error of the statement's last step, which its user has seen.
            }
            closed(statement);
        }
    }
}
