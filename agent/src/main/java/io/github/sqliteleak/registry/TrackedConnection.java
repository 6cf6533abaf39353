package io.github.sqliteleak.registry;

import io.github.sqliteleak.sql.StatementKind;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One native handle of the driver and, once its constructor has returned, the connection that owns
 * it. The connection is held weakly, so that a leaked one can still be collected; the handle
 * strongly, so that it can then be closed.
 */
public final class TrackedConnection {
    enum State {
        OPEN,
        CLOSED,
        /** Judged as a leak, at exit or when it was collected. */
        LEAKED
    }

    private final long id;
    private final Object handle;
    private final String file;
    private final int flags;
    private final Set<?> statements;
    private final Throwable opening;
    private final long openedAtMillis;
    private final long openedNanos;
    private final String threadName;
    private final WeakReference<Thread> thread;
    private final OpenScope.@Nullable Mark mark;

    private volatile @Nullable ConnectionReference connection;
    private volatile @Nullable String url;
    private volatile State state = State.OPEN;
    private @Nullable Object forObserver;
    private volatile boolean collected;
    private volatile boolean closedByApplication;
    private volatile long closedNanos;

    // Written by the thread inside the driver, most often under its monitor; read by others for
    // reports only.
    private @Nullable Thread inFlight;
    private @Nullable TrackedStatement current;
    private long lastUse;
    private @Nullable OpenTransaction transaction;
    private boolean transactionUncertain;

    TrackedConnection(
            long id, Object handle, String file, int flags, Set<?> statements, Throwable opening) {
        this.id = id;
        this.handle = handle;
        this.file = file;
        this.flags = flags;
        this.statements = statements;
        this.opening = opening;
        Thread current = Thread.currentThread();
        this.threadName = nameOf(current);
        this.thread = new WeakReference<>(current);
        this.mark = OpenScope.current();
        this.openedAtMillis = System.currentTimeMillis();
        this.openedNanos = System.nanoTime();
        this.lastUse = openedNanos;
    }

    private static String nameOf(Thread thread) {
        String name = thread.getName();
        // Virtual threads have no name unless they are given one.
        return name.isEmpty() ? "thread " + thread.getId() : name;
    }

    /** Number of the connection in this JVM, from 1. */
    public long id() {
        return id;
    }

    /** The driver's {@code org.sqlite.core.DB}. */
    public Object handle() {
        return handle;
    }

    /** The file as the driver was asked to open it. */
    public String file() {
        return file;
    }

    /** Flags of {@code sqlite3_open_v2}. */
    public int flags() {
        return flags;
    }

    /** The statements that the application has open now, in no order. */
    public List<TrackedStatement> statements() {
        return StatementStates.of(statements);
    }

    /** How many of the statements have a cursor open. */
    public int openCursors() {
        int cursors = 0;
        for (TrackedStatement statement : statements()) {
            if (statement.cursorOpen()) {
                cursors++;
            }
        }
        return cursors;
    }

    /** Its stack is the opening stack, with the agent's and the driver's frames still on top. */
    public Throwable opening() {
        return opening;
    }

    public long openedAtMillis() {
        return openedAtMillis;
    }

    /** {@link System#nanoTime()} at the opening. */
    public long openedNanos() {
        return openedNanos;
    }

    /** Name of the opening thread at that time. */
    public String threadName() {
        return threadName;
    }

    /** The opening thread while it lives. */
    public @Nullable Thread thread() {
        Thread opener = thread.get();
        return opener != null && opener.isAlive() ? opener : null;
    }

    /** The JDBC URL with any secrets in it; null while the constructor has not returned. */
    public @Nullable String url() {
        return url;
    }

    /**
     * The JDBC URL up to its first parameter, where secrets may stand; null while the constructor
     * has not returned.
     */
    public @Nullable String urlWithoutParameters() {
        String whole = url;
        if (whole == null) {
            return null;
        }
        int question = whole.indexOf('?');
        return question < 0 ? whole : whole.substring(0, question);
    }

    OpenScope.@Nullable Mark mark() {
        return mark;
    }

    /** True when a thread opened it that only inherited its {@link OpenScope}. */
    public boolean isScopeInherited() {
        return mark != null && mark.inherited();
    }

    void forObserver(@Nullable Object opening) {
        forObserver = opening;
    }

    @Nullable Object takeForObserver() {
        Object taken = forObserver;
        forObserver = null;
        return taken;
    }

    /** True once the constructor of the connection that owns the handle has returned. */
    public boolean isConnected() {
        return connection != null;
    }

    /** True when the collector has taken the connection object. */
    boolean isConnectionGone() {
        ConnectionReference reference = connection;
        return reference != null && reference.get() == null;
    }

    void connected(ConnectionReference reference, @Nullable String jdbcUrl) {
        url = jdbcUrl;
        connection = reference;
    }

    /** True once the connection object was found collected while the handle was open. */
    public boolean isCollected() {
        return collected;
    }

    void markCollected() {
        collected = true;
    }

    State state() {
        return state;
    }

    synchronized boolean changeState(State from, State to) {
        if (state != from) {
            return false;
        }
        state = to;
        return true;
    }

    /** True when the application closed it after it had been judged. */
    public boolean isClosedByApplication() {
        return closedByApplication;
    }

    void markClosed(boolean byApplication) {
        closedByApplication = byApplication;
        closedNanos = System.nanoTime();
    }

    /** {@link System#nanoTime()} at the closing, 0 while open. */
    public long closedNanos() {
        return closedNanos;
    }

    /**
     * A thread enters a call of the driver that may run SQL.
     *
     * @param statement what it runs, null when that is no prepared statement
     */
    public void enter(@Nullable TrackedStatement statement) {
        inFlight = Thread.currentThread();
        current = statement;
        lastUse = UseClock.now();
    }

    /** The thread that entered leaves. */
    public void leave() {
        inFlight = null;
    }

    /** True when the statement that runs, or ran last, is a prepared one that writes. */
    public boolean isWriting() {
        TrackedStatement running = current;
        return running != null && running.kind() == StatementKind.WRITE;
    }

    /**
     * The thread that runs SQL on this handle at this moment, as far as that is seen; null when
     * none.
     */
    public @Nullable Thread inFlight() {
        return inFlight;
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
}
