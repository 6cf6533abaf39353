package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.sql.SqlFacts;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this JVM. Grows with the number of open connections and of leaks, never with
 * the number ever opened. Safe for any number of threads; no method blocks.
 */
public final class ConnectionRegistry {
    private volatile TrackingPolicy policy;
    private final Set<TrackedConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();
    private final Counters counters = new Counters();
    private final HandleKeepers keepers = new HandleKeepers();
    private final UsedFiles usedFiles = new UsedFiles();
    private final UsesAfterClose usesAfterClose = new UsesAfterClose();
    private final LeakFindings leaks = new LeakFindings(open, counters);
    private final Closings closings =
            new Closings(open, counters, keepers, leaks, usedFiles, usesAfterClose);
    private final Unloading unloading = new Unloading(open, keepers, leaks, usesAfterClose);
    private final OpenedBefore openedBefore = new OpenedBefore();
    private volatile @Nullable ConnectionObserver observer;
    private volatile boolean frozen;
    private volatile long readUntil = System.nanoTime();

    public ConnectionRegistry(TrackingPolicy policy) {
        this.policy = policy;
    }

    /** From now on this policy counts for connections and statements. */
    public void follow(TrackingPolicy newPolicy) {
        policy = newPolicy;
    }

    /** From now on this observer hears of connections, in place of the one before. */
    public void observe(ConnectionObserver newObserver) {
        observer = newObserver;
        closings.observe(newObserver);
    }

    /** The record of an opening that begins now; null for none. */
    public ConnectionObserver.@Nullable Opening opening() {
        ConnectionObserver current = observer;
        return current == null ? null : current.opening();
    }

    /** The record of a borrowing that begins now; null for none. */
    public ConnectionObserver.@Nullable Borrowing borrowed() {
        ConnectionObserver current = observer;
        return current == null ? null : current.borrowed();
    }

    /**
     * A native handle was opened. It counts as an opened connection only once {@link #connected} is
     * called for it.
     *
     * @param statements the driver's live set of statement pointers of the handle
     * @param opening what {@link #opening} returned before
     * @return null after {@link #freeze}
     */
    public @Nullable TrackedConnection handleOpened(
            Object handle,
            String file,
            int flags,
            Set<?> statements,
            ConnectionObserver.@Nullable Opening opening) {
        if (frozen) {
            usedFiles.openedLate(file, flags);
            return null;
        }
        leaks.noticeCollected();
        usedFiles.opened(file, flags);
        TrackedConnection connection =
                new TrackedConnection(
                        ids.incrementAndGet(),
                        handle,
                        file,
                        flags,
                        statements,
                        new CapturedStack());
        connection.opening(opening);
        if (connection.openedNanos() - readUntil < 0) {
            connection.opening().frames();
        }
        open.add(connection);
        return connection;
    }

    /**
     * A native handle was found that was opened before anybody looked; {@link #connected} is to
     * follow at once.
     *
     * @return null after {@link #freeze}
     */
    public @Nullable TrackedConnection adopt(
            Object handle, String file, int flags, Set<?> statements) {
        TrackedConnection connection = handleOpened(handle, file, flags, statements, null);
        if (connection != null) {
            openedBefore.add(file, flags);
            connection.markAdopted();
        }
        return connection;
    }

    /** Connections that were opened before anybody looked. */
    public OpenedBefore openedBefore() {
        return openedBefore;
    }

    /**
     * Classes have just been changed that may be on stacks. A frame of the former class has no file
     * and no line any more once it has returned, so for a second stacks are read at once.
     */
    public void classesChanged() {
        readUntil = System.nanoTime() + 1_000_000_000;
    }

    /** The id of the connection that was opened last; 0 when none was. */
    public long lastId() {
        return ids.get();
    }

    /** The driver could not open a native handle. */
    public void openFailed() {
        counters.openFailed();
    }

    /**
     * The constructor of the connection that owns the handle has returned.
     *
     * @return false when the connection is excluded, and not followed any more
     */
    public boolean connected(TrackedConnection connection, Object object, @Nullable String url) {
        connection.connected(leaks.refer(object, connection), url);
        counters.opened();
        if (policy.excludes(connection)) {
            counters.excluded();
            open.remove(connection);
            connection.exclude();
            return false;
        }
        OpenScope.Mark mark = connection.mark();
        if (mark != null) {
            mark.scope().record(connection);
        }
        counters.followed();
        usedFiles.followed(connection);
        ConnectionObserver.Opening begun = connection.takeOpening();
        if (begun != null) {
            begun.opened(connection);
        }
        return true;
    }

    /** True when connections were excluded. */
    public boolean hasExcluded() {
        return counters.now(0).excluded() > 0;
    }

    /** Whether the user asked for this connection not to be tracked. */
    public boolean isExcluded(TrackedConnection connection) {
        return connection.isExcluded() || policy.excludes(connection);
    }

    /** The files that connections were opened on. */
    public UsedFiles usedFiles() {
        return usedFiles;
    }

    /** Connections and statements that were used after they had been closed. */
    public UsesAfterClose usesAfterClose() {
        return usesAfterClose;
    }

    /** A statement was prepared on the connection. */
    public TrackedStatement prepared(TrackedConnection connection, String sql) {
        SqlFacts facts = SqlFacts.of(sql);
        if (facts.usesTable() && !connection.hasUsedTables()) {
            connection.markUsedTables();
        }
        return new TrackedStatement(
                connection, sql, facts, policy.statementStacks() ? new CapturedStack() : null);
    }

    /** How connections end that are closed. */
    public Closings closings() {
        return closings;
    }

    /** Lets go of what the application could not unload. */
    public Unloading unloading() {
        return unloading;
    }

    /** Which connections are leaks. */
    public LeakFindings leaks() {
        return leaks;
    }

    /** The connections that are open now, those being opened included, in no order. */
    public Collection<TrackedConnection> open() {
        return open;
    }

    /** Connections that are opened from now on are not followed. */
    public void freeze() {
        frozen = true;
    }

    /** After {@link #freeze}: connections that are opened from now on are followed again. */
    public void thaw() {
        frozen = false;
    }

    /** True after {@link #freeze}: what this registry shows may be out of date. */
    public boolean isFrozen() {
        return frozen;
    }

    /** How many connections there were. */
    public Counters counters() {
        return counters;
    }

    /** As {@link Unloading#letGoOfClasses}; statements have stacks as the policy in force says. */
    public void letGoOfClasses(long before) {
        unloading.letGoOfClasses(before, policy.statementStacks());
    }
}
