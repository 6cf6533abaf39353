package io.github.sqliteleak.registry;

import io.github.sqliteleak.sql.WriteEffect;
import io.github.sqliteleak.sql.WriteTarget;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
    private @Nullable Set<String> temporary;
    private boolean temporaryRenamed;
    private boolean attached;
    private boolean usedTables;
    private int uses;
    private @Nullable WriteCursor writeCursor;
    private @Nullable ExclusiveMode exclusiveMode;
    private @Nullable Map<String, String> settings;

    HandleActivity() {}

    /** A table that only this connection has was created. */
    void createdTemporary(String sql) {
        WriteTarget created = WriteTarget.of(sql);
        if (created != null) {
            if (temporary == null) {
                temporary = new HashSet<>();
            }
            temporary.add(created.table());
        }
    }

    /** True when the statement writes to a table that only this connection has. */
    boolean writesTemporary(String sql) {
        if (temporary == null) {
            return false;
        }
        WriteTarget target = WriteTarget.of(sql);
        return target != null
                && (target.schema() == null
                        ? temporary.contains(target.table())
                        : target.schema().equals("temp"));
    }

    /** Whether a statement that writes, and has run well, has locked the database. */
    WriteEffect effectOf(String sql) {
        if (temporary == null) {
            WriteEffect effect = WriteEffect.of(sql);
            if (effect == WriteEffect.LOCKS_NOTHING) {
                createdTemporary(sql);
            }
            return effect;
        }
        if (writesTemporary(sql)) {
            return WriteEffect.LOCKS_NOTHING;
        }
        WriteEffect effect = WriteEffect.besideTemporary(sql);
        // ALTER TABLE may give a temporary table a name that is not known here.
        temporaryRenamed |= WriteEffect.mayRename(sql);
        return temporaryRenamed ? WriteEffect.MAY_LOCK : effect;
    }

    void markAttached() {
        attached = true;
    }

    /** True once another database was attached: which of them a statement locks is not known. */
    public boolean hasAttached() {
        return attached;
    }

    boolean hasTemporary() {
        return temporary != null;
    }

    /** What holds the write lock outside a transaction; null for nothing. */
    public @Nullable WriteCursor writeCursor() {
        return writeCursor;
    }

    void writeCursor(@Nullable WriteCursor open) {
        writeCursor = open;
    }

    /** Null unless {@code locking_mode} is EXCLUSIVE. */
    public @Nullable ExclusiveMode exclusiveMode() {
        return exclusiveMode;
    }

    void exclusiveMode(@Nullable ExclusiveMode mode) {
        exclusiveMode = mode;
    }

    /** A statement is there that names a table of the file, which has SQLite open it. */
    void markUsedTables() {
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

    void transaction(@Nullable OpenTransaction open) {
        transaction = open;
        transactionUncertain = false;
    }

    /** True when SQLite may have ended the transaction by itself, or a script failed half-way. */
    public boolean isTransactionUncertain() {
        return transactionUncertain;
    }

    void markTransactionUncertain() {
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
}
