package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.TrackedConnection.State;
import io.github.sqliteleak.sql.SqlFacts;
import io.github.sqliteleak.system.AgentThread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
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
    private final TakenFromBorrowers takenFromBorrowers = new TakenFromBorrowers();
    private final Queue<OpenedFile> openedBefore = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ConnectionObserver observer;
    private volatile boolean frozen;
    private volatile long readUntil = System.nanoTime();

    public ConnectionRegistry(TrackingPolicy policy) {
        this.policy = policy;
    }

    /** Connections and statements that come from now on are kept as this one says. */
    public void follow(TrackingPolicy newPolicy) {
        policy = newPolicy;
    }

    /** Tells this observer from now on what connections do, in place of the one before. */
    public void observe(ConnectionObserver newObserver) {
        observer = newObserver;
    }

    /** The record of an opening that begins now; null for none. */
    public ConnectionObserver.@Nullable Opening opening() {
        ConnectionObserver told = observer;
        return told == null ? null : told.opening();
    }

    /** The record of a borrowing that begins now; null for none. */
    public ConnectionObserver.@Nullable Borrowing borrowed() {
        ConnectionObserver told = observer;
        return told == null ? null : told.borrowed();
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
            openedBefore.add(new OpenedFile(file, flags));
            connection.markAdopted();
        }
        return connection;
    }

    /** A handle is being closed that was opened before anybody looked, and was never met. */
    public void goneUnmet(String file, int flags) {
        openedBefore.add(new OpenedFile(file, flags));
    }

    /** What the connections were open on, or are, that were adopted or have gone unmet. */
    public List<DatabaseFile> openedBefore() {
        List<DatabaseFile> files = new ArrayList<>();
        for (OpenedFile opened : openedBefore) {
            files.add(DatabaseFile.of(opened.name(), opened.flags()));
        }
        return files;
    }

    private record OpenedFile(String name, int flags) {}

    /**
     * Classes have just been changed that may be on stacks: a frame of what a class was before has
     * no file and no line any more once it has returned. For a second stacks are read at once.
     */
    public void classesChanged() {
        readUntil = System.nanoTime() + 1_000_000_000;
    }

    /** Of the connection that was opened last; 0 when none was. */
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
     * @return false when it is excluded, and not looked at any more
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

    /** True when there are connections that are not looked at, or were. */
    public boolean hasExcluded() {
        return counters.now(0).excluded() > 0;
    }

    /** Whether the user asked for this connection not to be tracked. */
    public boolean isExcluded(TrackedConnection connection) {
        return connection.isExcluded() || policy.excludes(connection);
    }

    /** The calling thread is about to have the driver close the handle. */
    public void closing(TrackedConnection connection) {
        boolean first = connection.closing() == null && connection.state() == State.OPEN;
        if (first && !connection.isExcluded() && !AgentThread.isCurrent()) {
            connection.closing(usesAfterClose.closed());
            usedFiles.closing(connection, open);
        }
    }

    /** The driver could not close it after {@link #closing}. */
    public void notClosed(TrackedConnection connection) {
        connection.closing(null);
    }

    /** The files that connections were opened on. */
    public UsedFiles usedFiles() {
        return usedFiles;
    }

    /** What was used after it had been closed. */
    public UsesAfterClose usesAfterClose() {
        return usesAfterClose;
    }

    /** The driver has closed the native handle. Idempotent. */
    public void handleClosed(TrackedConnection connection) {
        if (connection.isOfEarlierDriver() && connection.isConnectionGone()) {
            // By the finalizer of a driver up to 3.21.0.1: nobody can close it any more.
            leaks.takeCollected(connection);
        }
        boolean byApplication = !AgentThread.isCurrent();
        if (byApplication && connection.changeState(State.OPEN, State.CLOSED)) {
            countClosed(connection);
        } else if (connection.closedNanos() == 0) {
            connection.markClosed(byApplication);
        }
    }

    private void countClosed(TrackedConnection connection) {
        connection.markClosed(true);
        takenFromBorrowers.closed(connection);
        if (open.remove(connection)) {
            if (connection.isConnected()) {
                counters.closed();
                tellClosed(connection);
            } else if (!connection.isMeetingAwaited()) {
                counters.openFailed();
            }
        }
        connection.letGo(keepers);
    }

    private void tellClosed(TrackedConnection connection) {
        ConnectionObserver told = observer;
        if (told != null) {
            told.closed(connection);
        }
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

    /**
     * From now on the handles of leaked connections are given to this closer when their driver is
     * about to be unloaded, in a thread of the agent's own.
     */
    public void closeBeforeUnloading(HandleCloser closer) {
        keepers.beforeUnloading(
                handles ->
                        AgentThread.of("unloading", () -> leaks.unloading(handles, closer))
                                .start());
    }

    /** Its handle was closed as that of a leak: nothing of the driver's is kept for its sake. */
    public void letGo(TrackedConnection leaked) {
        leaked.letGo(keepers);
    }

    /**
     * To be called again and again, so that nothing of the application's stays alive because of the
     * agent for longer than its connection is open, and its classes not even as long: looks for
     * connections that were collected, and has the ones that stay open refer to no class.
     *
     * @param before what is younger than this {@link System#nanoTime()} is left alone: most
     *     connections live for a moment, and this takes a part of a millisecond for each
     */
    public void letGoOfClasses(long before) {
        leaks.noticeCollected();
        usesAfterClose.letGoOfClasses();
        for (TrackedConnection connection : open) {
            connection.letGoOfClasses(before, keepers, policy.statementStacks());
        }
    }

    /** Which of them are leaks. */
    public LeakFindings leaks() {
        return leaks;
    }

    /** The connections that are open now, those being opened included, in no order. */
    public Collection<TrackedConnection> open() {
        return open;
    }

    /** Connections that their pool has closed while somebody had them, in that order. */
    public List<TrackedConnection> takenFromBorrowers() {
        return takenFromBorrowers.all();
    }

    /** What is opened from now on is not looked at any more. */
    public void freeze() {
        frozen = true;
    }

    /** After {@link #freeze}: what is opened from now on is looked at again. */
    public void thaw() {
        frozen = false;
    }

    /** True when it has come to an end, by {@link #freeze}: what it shows may be out of date. */
    public boolean isFrozen() {
        return frozen;
    }

    /**
     * Takes connections for closed whose handles are, though no hook has seen it: a hook may have
     * failed, for want of stack or memory.
     *
     * @param isClosed asks the driver about a handle
     */
    public void reconcile(Predicate<Object> isClosed) {
        for (TrackedConnection connection : open) {
            Object handle = connection.handle();
            if (handle != null
                    && isClosed.test(handle)
                    && connection.changeState(State.OPEN, State.CLOSED)) {
                countClosed(connection);
            }
        }
    }

    /**
     * The counts after {@link LeakFindings#judge}, with this number of leaks. Threads that were
     * between two counts at that moment are waited for, so long at most.
     */
    public Counts counts(int leaked, long nanos) {
        return counters.settled(leaked, nanos);
    }

    /** The counts up to now; what is open is neither closed nor leaked yet. */
    public Counts countsSoFar() {
        return counters.now(0);
    }

    /** As {@link #countsSoFar()}, with this number of connections taken for leaked. */
    public Counts countsSoFar(int leaked) {
        return counters.now(leaked);
    }

    /** The most that were open at once since the start or {@link #resetRecentPeak}. */
    public int recentPeak() {
        return counters.recentPeak();
    }

    /** Has {@link #recentPeak} begin anew; the peak of the report goes on. */
    public void resetRecentPeak() {
        counters.resetRecentPeak();
    }
}
