package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A wait for a lock that is going on, kept by the waiting connection. */
final class PendingWait implements OngoingWait {
    private static final int MOST_HOLDS = 5;

    final TrackedConnection waiter;
    final int busyTimeoutMillis;
    final long startNanos;
    final @Nullable String sql;
    final Operation operation;
    private @Nullable DatabaseFile database;
    private boolean severalDatabases;
    private @Nullable CapturedStack here;
    private @Nullable String site;
    @Nullable WaitRecord record;

    private final List<Hold> holds = new ArrayList<>(1);
    private long endNanos;
    private long endedAtMillis;
    private int retries;
    private boolean gaveUp;

    PendingWait(
            TrackedConnection waiter,
            int busyTimeoutMillis,
            long startNanos,
            @Nullable String sql) {
        this.waiter = waiter;
        this.busyTimeoutMillis = busyTimeoutMillis;
        this.startNanos = startNanos;
        this.endNanos = startNanos;
        this.sql = sql;
        this.operation = Operation.of(sql);
        this.database = waiter.hasAttached() ? null : waiter.database();
    }

    /** Keeps the stack of the calling thread, which is the one that waits. */
    void markHere() {
        if (here == null && site == null) {
            here = new CapturedStack();
        }
    }

    /** As {@link #markHere}, where it is known that the site is asked for, and at once. */
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
        boolean held = false;
        for (Hold hold : holds) {
            held |= hold.isStillThere(nowNanos);
        }
        return held;
    }

    /** The database that is waited for; null when it is one of several, and which is not known. */
    @Nullable DatabaseFile database() {
        return severalDatabases ? null : database;
    }

    void found(HolderSearch.Findings now) {
        severalDatabases |=
                database != null && now.database() != null && !database.equals(now.database());
        database = now.database() == null ? database : now.database();
        for (Hold hold : now.holds()) {
            if (holds.size() < MOST_HOLDS && !holds.contains(hold)) {
                holds.add(hold);
            }
        }
    }

    /** Whether one of them is known to read, and to do no more. */
    boolean isHeldByReader() {
        return holds.stream().anyMatch(hold -> hold.isSure() && hold.isOfReader());
    }

    boolean isHeldByWriter() {
        return holds.stream().anyMatch(hold -> hold.isSure() && hold.isOfWriter());
    }

    /** Those that were seen to hold the lock, the first ones first. */
    List<SeenHolder> holders() {
        List<SeenHolder> holders = new ArrayList<>(holds.size());
        for (Hold hold : holds) {
            if (hold.isSure()) {
                holders.add(hold.holder());
            }
        }
        return holders;
    }

    long waitedMillis() {
        return (endNanos - startNanos) / 1_000_000;
    }

    int retries() {
        return retries;
    }

    @Override
    public boolean gaveUp() {
        return gaveUp;
    }
}
