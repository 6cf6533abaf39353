package io.github.sqliteleak.registry;

import io.github.sqliteleak.sql.ReadCertainty;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is going on on a native handle: the statement that runs, the transaction that is open, the
 * wait for a lock. Written by the thread inside the driver, most often under the handle's monitor;
 * other threads read it for reports and to find out who holds a lock, and may see it a moment late.
 */
public abstract class HandleActivity {
    /**
     * Taken by the first {@link #leave} of each connection, so that compiled code knows that branch
     * of its callers before somebody waits: see {@link UseClock}.
     */
    private static final Object NO_WAIT = new Object();

    /** More than SQLite has. */
    private static final int MOST_SETTINGS = 200;

    private @Nullable Thread inFlight;
    private @Nullable TrackedStatement current;
    private @Nullable String currentScript;
    private @Nullable String preparing;
    private @Nullable Object pendingWait = NO_WAIT;
    private long lastUse = System.nanoTime();
    private @Nullable OpenTransaction transaction;
    private boolean transactionUncertain;
    private @Nullable Object busyHandling;

    /** True at first for each, so that compiled code knows that branch of its callers, too. */
    private boolean resting = true;

    private final OtherSchemas otherSchemas = new OtherSchemas();
    private boolean usedTables;
    private int uses;
    private @Nullable WriteCursor writeCursor;
    private @Nullable ExclusiveMode exclusiveMode;
    private @Nullable Map<String, String> settings;

    HandleActivity() {}

    /**
     * What others still ask of it is text from now on.
     *
     * @param before only what has lasted since this {@link System#nanoTime()}
     */
    void readStacks(long before) {
        OpenTransaction open = transaction;
        if (open != null && open.beganNanos() - before < 0) {
            open.readStacks();
        }
        WriteCursor cursor = writeCursor;
        if (cursor != null && cursor.beganNanos() - before < 0) {
            cursor.readStacks();
        }
        ExclusiveMode mode = exclusiveMode;
        if (mode != null) {
            mode.readStacks();
        }
    }

    /** Nothing goes on any more: the handle is closed. */
    void forgetActivity() {
        inFlight = null;
        current = null;
        pendingWait = null;
        transaction = null;
        writeCursor = null;
        exclusiveMode = null;
        busyHandling = null;
    }

    public OtherSchemas otherSchemas() {
        return otherSchemas;
    }

    /**
     * True while another database is attached: which of them a statement locks is not known. SQLite
     * detaches none that a transaction or a result still uses.
     */
    public boolean hasAttached() {
        return otherSchemas.hasAttached();
    }

    /** What is attached; null when that is not known of all. */
    public @Nullable List<DatabaseFile> attachedFiles() {
        return otherSchemas.attachedFiles();
    }

    /** Whether a query has SQLite read the database that the connection was opened on, for sure. */
    public boolean readsForSure(String sql) {
        return otherSchemas.readBy(sql) == ReadCertainty.SURE;
    }

    /** Whether a statement that writes does so to that database, for sure. */
    public boolean writesForSure(String sql) {
        return !hasAttached() && !otherSchemas.writesTemporary(sql);
    }

    /** What holds the write lock outside a transaction; null for nothing. */
    public @Nullable WriteCursor writeCursor() {
        return writeCursor;
    }

    public void writeCursor(@Nullable WriteCursor open) {
        writeCursor = open;
    }

    /** Null unless {@code locking_mode} is EXCLUSIVE. */
    public @Nullable ExclusiveMode exclusiveMode() {
        return exclusiveMode;
    }

    public void exclusiveMode(@Nullable ExclusiveMode mode) {
        exclusiveMode = mode;
    }

    /** A statement is there that names a table of the file, which has SQLite open it. */
    public void markUsedTables() {
        usedTables = true;
    }

    public boolean hasUsedTables() {
        return usedTables;
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
        inFlight = Thread.currentThread();
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
     * The thread that entered leaves.
     *
     * @return what {@link #pendingWait(Object)} has put there meanwhile, which is taken out; null
     *     for nothing
     */
    public @Nullable Object leave() {
        inFlight = null;
        return takePendingWait();
    }

    /** As {@link #leave} returns it. */
    public @Nullable Object takePendingWait() {
        Object pending = pendingWait;
        if (pending != null) {
            pendingWait = null;
        }
        return pending;
    }

    /** What waits for a lock in the call that is going on; null for nothing. */
    public @Nullable Object pendingWait() {
        return pendingWait;
    }

    /** True while SQLite waits for a lock on this handle. */
    public boolean isWaiting() {
        Object pending = pendingWait;
        return pending != null && pending != NO_WAIT;
    }

    public void pendingWait(Object pending) {
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

    /** How often a call was entered; goes on from the start after too many. */
    public int uses() {
        return uses;
    }

    /** {@link System#nanoTime()} of the last use, within 50 ms. */
    public long lastUseNanos() {
        return lastUse;
    }

    public @Nullable OpenTransaction transaction() {
        return transaction;
    }

    public void transaction(@Nullable OpenTransaction open) {
        transaction = open;
        transactionUncertain = false;
    }

    /** True when SQLite may have ended the transaction by itself, or a script failed half-way. */
    public boolean isTransactionUncertain() {
        return transactionUncertain;
    }

    public void markTransactionUncertain() {
        transactionUncertain = true;
    }

    /**
     * What watches its waits for locks; null when nothing does. Under the monitor of the handle.
     */
    public @Nullable Object busyHandling() {
        return busyHandling;
    }

    public void busyHandling(@Nullable Object handling) {
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
