package io.github.sqliteleak.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What goes on on a native handle: the statement that runs and the wait for a lock. Written by the
 * thread inside the driver, most often under the handle's monitor; other threads read it for
 * reports and to find out who holds a lock, and may see it a moment late.
 */
public abstract class HandleActivity extends HandleUse {
    /**
     * Taken by the first {@link #leave} of each connection, so that compiled code knows that branch
     * of its callers before somebody waits: see {@link UseClock}.
     */
    private static final OngoingWait NO_WAIT = new NoWait();

    /** More than SQLite has. */
    private static final int MOST_SETTINGS = 200;

    private @Nullable Thread inFlight;
    private @Nullable TrackedStatement current;
    private @Nullable String currentScript;
    private @Nullable String preparing;
    private @Nullable OuterCall outer;
    private volatile @Nullable RunningCopy copy;
    private @Nullable OngoingWait pendingWait = NO_WAIT;
    private long lastUse = System.nanoTime();
    private @Nullable BusyState busyHandling;

    /** True at first for each, so that compiled code knows that branch of its callers, too. */
    private boolean resting = true;

    private int uses;
    private @Nullable Map<String, String> settings;

    private static final class NoWait implements OngoingWait {
        @Override
        public boolean gaveUp() {
            return false;
        }

        @Override
        public boolean goesOn(long nowNanos) {
            return false;
        }
    }

    HandleActivity() {}

    /** Nothing goes on any more: the handle is closed. */
    void forgetActivity() {
        inFlight = null;
        outer = null;
        current = null;
        pendingWait = null;
        forgetUser();
        forgetLocks();
        busyHandling = null;
    }

    /** The value that a PRAGMA has given since the opening; null for none. */
    public @Nullable String setting(String name) {
        Map<String, String> known = settings;
        return known == null ? null : known.get(name);
    }

    public void setting(String name, String value) {
        Map<String, String> known = settings;
        if (known == null) {
            known = new ConcurrentHashMap<>();
            settings = known;
        }
        if (known.size() < MOST_SETTINGS || known.containsKey(name)) {
            known.put(name, value);
        }
    }

    /**
     * A thread enters a call of the driver that may run SQL.
     *
     * @param statement what it runs, null when that is no prepared statement
     */
    public void enter(@Nullable TrackedStatement statement) {
        Thread here = Thread.currentThread();
        if (inFlight == here) {
            outer = OuterCall.isBelow() ? new OuterCall(current, currentScript, outer) : null;
        }
        inFlight = here;
        usedBy(here);
        uses++;
        current = statement;
        currentScript = null;
        lastUse = UseClock.now();
    }

    /** Counts as used now. */
    void touch() {
        lastUse = UseClock.now();
    }

    /** A thread enters a call of the driver that runs this text, of any number of statements. */
    public void enterScript(String script) {
        enter(null);
        currentScript = script;
    }

    /**
     * The thread that entered leaves, and goes on with the call that this one was made from, if it
     * came from a function of the application's.
     *
     * @return what {@link #pendingWait(OngoingWait)} has put there meanwhile, which is taken out;
     *     null for nothing
     */
    public @Nullable OngoingWait leave() {
        OuterCall resumed = outer;
        if (resumed == null) {
            inFlight = null;
        } else {
            current = resumed.statement();
            currentScript = resumed.script();
            outer = resumed.outer();
        }
        return takePendingWait();
    }

    /** As {@link #leave} returns it. */
    public @Nullable OngoingWait takePendingWait() {
        OngoingWait pending = pendingWait;
        if (pending != null) {
            pendingWait = null;
        }
        return pending;
    }

    /** What waits for a lock in the call that is going on; null for nothing. */
    public @Nullable OngoingWait pendingWait() {
        return pendingWait;
    }

    /** True while SQLite waits for a lock on this handle. */
    public boolean isWaiting() {
        OngoingWait pending = pendingWait;
        return pending != null && pending != NO_WAIT;
    }

    public void pendingWait(OngoingWait pending) {
        pendingWait = pending;
    }

    /** This statement is being prepared from now on; null when that is over. */
    public void preparing(@Nullable String sql) {
        preparing = sql;
        if (sql != null) {
            touch();
        }
    }

    /** Whether what runs is prepared in the same call: SQLite carries out some of it then. */
    public boolean isPreparing() {
        return preparing != null || current == null;
    }

    /** The SQL that runs now, or is being prepared; null when not known. */
    public @Nullable String runningSql() {
        String prepared = preparing;
        if (prepared != null || inFlight == null) {
            return prepared;
        }
        TrackedStatement running = current;
        return running == null ? currentScript : running.sql();
    }

    /**
     * The thread that runs SQL on this handle at this moment, as far as that is seen; null when
     * none.
     */
    public @Nullable Thread inFlight() {
        return inFlight;
    }

    /** The copy that it is making; null when none. */
    public @Nullable RunningCopy copy() {
        return copy;
    }

    public void copy(@Nullable RunningCopy running) {
        copy = running;
    }

    /** How often a call was entered; goes on from the start after too many. */
    public int uses() {
        return uses;
    }

    /** {@link System#nanoTime()} of the last use, within 50 ms. */
    public long lastUseNanos() {
        return lastUse;
    }

    /**
     * What watches its waits for locks; null when nothing does. Under the monitor of the handle.
     */
    public @Nullable BusyState busyHandling() {
        return busyHandling;
    }

    public void busyHandling(@Nullable BusyState handling) {
        busyHandling = handling;
    }

    /**
     * True while SQLite waits for locks by itself because nothing runs on the handle, which the
     * next statement is to end. What runs without the monitor of the handle may see it a moment
     * late, and waits unseen then.
     */
    public boolean isResting() {
        return resting;
    }

    public void resting(boolean rests) {
        resting = rests;
    }

    /** Whether nothing runs on the handle, and nothing has since this {@link System#nanoTime()}. */
    public boolean isIdleSince(long before) {
        return inFlight == null && preparing == null && lastUse - before < 0;
    }
}
