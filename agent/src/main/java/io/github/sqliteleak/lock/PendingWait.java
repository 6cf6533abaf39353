package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.BusyState;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wait for a lock that is going on, kept by the waiting connection. */
final class PendingWait implements OngoingWait {
    /** SQLite tries each 100 ms; a thread may get its turn late. */
    private static final long MOST_BETWEEN_TRIES = 2_000_000_000L;

    final TrackedConnection waiter;
    final int busyTimeoutMillis;
    final long startNanos;
    final @Nullable String sql;
    final Operation operation;
    private @Nullable DatabaseFile database;
    private boolean severalDatabases;
    private @Nullable DatabaseFile copied;
    private @Nullable LockCause copyCause;
    private @Nullable CapturedStack here;
    private @Nullable String site;
    @Nullable WaitRecord record;

    private final WaitShares shares;
    private final Thread thread = Thread.currentThread();
    private @Nullable Journal journal;
    private long endNanos;
    private long endedAtMillis;
    private int retries;
    private boolean gaveUp;
    private boolean carriersBlocked;

    PendingWait(
            TrackedConnection waiter,
            int busyTimeoutMillis,
            long startNanos,
            @Nullable String sql) {
        this.waiter = waiter;
        this.busyTimeoutMillis = busyTimeoutMillis;
        this.startNanos = startNanos;
        this.endNanos = startNanos;
        this.shares = new WaitShares(startNanos);
        this.sql = sql;
        this.operation = Operation.of(sql);
        this.database = waiter.hasAttached() ? null : waiter.database();
    }

    /** A wait of which nobody has seen the beginning, with the timeout that was in force. */
    static PendingWait unseen(TrackedConnection waiter, long startNanos, @Nullable String sql) {
        BusyState handling = waiter.busyHandling();
        int timeout = handling == null ? 0 : handling.timeoutMillis();
        return new PendingWait(waiter, timeout, startNanos, sql);
    }

    /** Keeps the stack of the calling thread, which is the one that waits. */
    void markHere() {
        if (here == null && site == null) {
            here = new CapturedStack();
        }
    }

    /**
     * As {@link #markHere}, for a wait whose site is going to be asked for: looks it up at once.
     */
    void markSite(int stackDepth) {
        site = CallStack.siteHere(stackDepth);
        here = new CapturedStack();
    }

    /** Null before {@link #markHere}. */
    @Nullable CapturedStack here() {
        return here;
    }

    /** Where the statement was run, looked up once; null before {@link #markHere}. */
    @Nullable String site(int stackDepth) {
        String known = site;
        if (known == null && here != null) {
            known = CallStack.of(here, stackDepth).site();
            site = known;
        }
        return known;
    }

    /** The statement has ended, at this time. */
    void ended(long nowMillis) {
        endedAtMillis = nowMillis;
    }

    long endedAtMillis() {
        return endedAtMillis;
    }

    void waited(long untilNanos, boolean triesAgain) {
        endNanos = untilNanos;
        gaveUp = !triesAgain;
        if (triesAgain) {
            retries++;
        }
    }

    /** True when one of the holders that were found still holds the lock at this time. */
    boolean isStillHeld(long nowNanos) {
        return shares.isStillHeld(nowNanos);
    }

    /** The database that is waited for; null when it is one of several and not known. */
    @Nullable DatabaseFile database() {
        return severalDatabases ? null : database;
    }

    /** What was found at this time. */
    void found(HolderSearch.Findings now, long nowNanos) {
        severalDatabases |=
                database != null && now.database() != null && !database.equals(now.database());
        database = now.database() == null ? database : now.database();
        Journal asked = now.journal();
        journal = asked == null || asked == Journal.NOT_ASKED ? journal : asked;
        shares.found(now.holds(), nowNanos);
    }

    /** Asks the file system for the journal mode, where no search has done so. */
    void askJournal() {
        DatabaseFile waited = database();
        if (journal == null && waited != null) {
            journal = HolderSearch.journal(waited);
        }
    }

    /**
     * It is a copy of a whole database.
     *
     * @param opened what the connection was opened on
     * @param found the holders on the database, of the two, that has locks in the way
     * @param known null when there is no cause but the holders
     */
    void copied(DatabaseFile opened, HolderSearch.Findings found, @Nullable LockCause known) {
        database = found.database();
        copied = opened;
        copyCause = known;
    }

    /** What the connection of a copy was opened on; null when it is no copy. */
    @Nullable DatabaseFile copied() {
        return copied;
    }

    @Nullable LockCause copyCause() {
        return copyCause;
    }

    /** The virtual thread that has the lock could not go on. */
    void markCarriersBlocked() {
        carriersBlocked = true;
    }

    boolean areCarriersBlocked() {
        return carriersBlocked;
    }

    /** Whether the journal is a WAL; null when nobody has asked, and for a database in memory. */
    @Nullable Boolean wal() {
        Journal known = journal;
        if (known == null || known == Journal.MEMORY) {
            return null;
        }
        return known == Journal.WAL;
    }

    /** The holders that were found at the last look. */
    List<Hold> latest() {
        return shares.latest();
    }

    /** The thread that waits. */
    Thread thread() {
        return thread;
    }

    /** The wait is over; the holders found last had the lock at its end. */
    void settle(boolean failed) {
        shares.ended(endNanos, failed);
    }

    /** The holders at the moment when the statement failed, after {@link #settle}. */
    List<Hold> atEnd() {
        return shares.atEnd();
    }

    /** Whether one of the holders is known to read, and to do no more. */
    boolean isHeldByReader() {
        return shares.holds().stream().anyMatch(hold -> hold.isSure() && hold.isOfReader());
    }

    boolean isHeldByWriter() {
        return shares.holds().stream().anyMatch(hold -> hold.isSure() && hold.isOfWriter());
    }

    /** The holders that were seen: the one at the end of a failure first, then by shares. */
    List<SeenHolder> holders() {
        return shares.holders();
    }

    long waitedMillis() {
        return (endNanos - startNanos) / 1_000_000;
    }

    int retries() {
        return retries;
    }

    @Override
    public boolean goesOn(long nowNanos) {
        return !gaveUp && nowNanos - endNanos < MOST_BETWEEN_TRIES;
    }

    @Override
    public boolean gaveUp() {
        return gaveUp;
    }
}
