package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.ThreadName;
import io.github.sqliteleak.tests.OpeningTest;
import io.github.sqliteleak.tests.RunningTests;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One native handle of the driver and, once its constructor has returned, the connection that owns
 * it. The connection is held weakly, so that a leaked one can still be collected; the handle in
 * such a way that it can then be closed ({@link HandleHold}).
 */
public final class TrackedConnection extends HandleActivity {
    enum State {
        OPEN,
        CLOSED,
        /** Judged as a leak, at exit or when it was collected. */
        LEAKED
    }

    private final long id;
    private final HandleHold hold;
    private final String file;
    private final int flags;
    private final long openedAtMillis;
    private final long openedNanos;
    private final String threadName;
    private final WeakReference<Thread> thread;
    private final @Nullable OpeningTest openingTest;
    private final OpenScope.@Nullable Mark mark;

    private CapturedStack opening;
    private volatile boolean excluded;
    private volatile @Nullable ConnectionReference connection;
    private volatile @Nullable String url;
    private volatile State state = State.OPEN;
    private ConnectionObserver.@Nullable Opening recorded;
    private volatile boolean useAwaited;
    private volatile boolean collected;
    private volatile boolean closedByApplication;
    private volatile long closedNanos;
    private @Nullable DatabaseFile database;
    private @Nullable Lending lending;

    TrackedConnection(
            long id,
            Object handle,
            String file,
            int flags,
            Set<?> statements,
            CapturedStack opening) {
        this.id = id;
        this.hold = new HandleHold(handle, statements);
        this.file = file;
        this.flags = flags;
        this.opening = opening;
        this.openingTest = RunningTests.OF_THIS_JVM.opener(opening);
        Thread current = Thread.currentThread();
        this.threadName = ThreadName.of(current);
        this.thread = new WeakReference<>(current);
        this.mark = OpenScope.current();
        this.openedAtMillis = System.currentTimeMillis();
        this.openedNanos = lastUseNanos();
    }

    /** Number of the connection in this JVM, from 1. */
    public long id() {
        return id;
    }

    /**
     * The driver's {@code org.sqlite.core.DB}; null when it is closed, or when its driver was
     * unloaded and nobody can close it any more.
     */
    public @Nullable Object handle() {
        HandleHold.Handle handle = hold.handle();
        return handle == null ? null : handle.db();
    }

    /** The file as the driver was asked to open it. */
    public String file() {
        return file;
    }

    /** Flags of {@code sqlite3_open_v2}. */
    public int flags() {
        return flags;
    }

    /** The database it was opened on. */
    public DatabaseFile database() {
        DatabaseFile known = database;
        if (known == null) {
            known = DatabaseFile.of(file, flags);
            database = known;
        }
        return known;
    }

    /**
     * The statements that the application has open now, in no order; of a handle that is gone,
     * those that were open last.
     */
    public List<TrackedStatement> statements() {
        return hold.statements();
    }

    /**
     * The first column of the row that the statement stands on, as text; null when it cannot be
     * read. To be called by the thread that is inside the driver.
     */
    public @Nullable String firstColumn(TrackedStatement statement) {
        HandleHold.Handle handle = hold.handle();
        return handle == null ? null : StatementStates.firstColumn(handle.statements(), statement);
    }

    /** As {@link #firstColumn}, as a number. */
    public @Nullable Integer firstNumber(TrackedStatement statement) {
        HandleHold.Handle handle = hold.handle();
        return handle == null ? null : StatementStates.firstNumber(handle.statements(), statement);
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

    /**
     * A statement whose open cursor keeps a read lock on the database for sure, one of which it is
     * known where it was prepared if there is one; null for none.
     */
    public @Nullable TrackedStatement readingStatement() {
        TrackedStatement found = null;
        for (TrackedStatement statement : statements()) {
            if (statement.cursorOpen() && statement.readsForSure()) {
                found = statement;
                if (statement.preparing() != null) {
                    return statement;
                }
            }
        }
        return found;
    }

    /** The statements whose open cursors may keep a read lock, those that do so for sure too. */
    public List<TrackedStatement> possiblyReading() {
        return statements().stream()
                .filter(statement -> statement.cursorOpen() && statement.mayRead())
                .toList();
    }

    /**
     * The opening stack, with the agent's and the driver's frames still on top; empty once the
     * application has closed the connection.
     */
    public CapturedStack opening() {
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

    /** The test that it was opened in; null when it was opened outside tests. */
    public @Nullable OpeningTest openingTest() {
        return openingTest;
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

    void opening(ConnectionObserver.@Nullable Opening observed) {
        recorded = observed;
    }

    ConnectionObserver.@Nullable Opening takeOpening() {
        ConnectionObserver.Opening taken = recorded;
        recorded = null;
        return taken;
    }

    /** Who has it from its pool; null when no pool has lent it yet. */
    public @Nullable Lending lending() {
        return lending;
    }

    /** As {@link #lending()}, made when there is none. By the thread that borrows it. */
    public Lending lendingOrNew() {
        Lending known = lending;
        if (known == null) {
            known = new Lending();
            lending = known;
        }
        return known;
    }

    /** True once the constructor of the connection that owns the handle has returned. */
    public boolean isConnected() {
        return connection != null;
    }

    /**
     * True when the collector has taken the connection object, which a closed one allows as well.
     * Known at once; that of {@link #isCollected} comes by a queue, some time later.
     */
    public boolean isConnectionGone() {
        ConnectionReference reference = connection;
        return reference != null && reference.get() == null;
    }

    void connected(ConnectionReference reference, @Nullable String jdbcUrl) {
        url = jdbcUrl;
        // What opening took is no time that it was held.
        touch();
        connection = reference;
    }

    /** True once the connection object was found collected while the handle was open. */
    public boolean isCollected() {
        return collected;
    }

    void markCollected() {
        collected = true;
    }

    /** True while somebody wants to be told when the next statement on it begins. */
    public boolean isUseAwaited() {
        return useAwaited;
    }

    public void awaitUse(boolean awaited) {
        useAwaited = awaited;
    }

    /** Nobody asks about it; the driver's hooks still know it. */
    void exclude() {
        excluded = true;
        opening = CapturedStack.NONE;
    }

    public boolean isExcluded() {
        return excluded;
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

    /**
     * It stays open: from now on nothing here keeps classes of the application's alive.
     *
     * @param before what is younger than this {@link System#nanoTime()} may soon be over
     * @param keepers keep its handle where the driver can be unloaded
     * @param statementStacks whether its statements have stacks
     */
    synchronized void letGoOfClasses(long before, HandleKeepers keepers, boolean statementStacks) {
        if (state != State.OPEN || openedNanos - before > 0) {
            return;
        }
        opening.read();
        readStacks(before);
        Lending lent = lending;
        if (lent != null && lent.isLent() && lent.sinceNanos() - before < 0) {
            lent.letGo();
        }
        if (statementStacks) {
            hold.note();
        }
        hold.loosen(this, keepers);
        hold.noteStatements(lastUseNanos());
    }

    /** It is about to be closed as a leak: what is known of it is kept as text. */
    void keepAsText() {
        opening.read();
        readStacks(System.nanoTime());
        Lending lent = lending;
        if (lent != null && lent.isLent()) {
            lent.letGo();
        }
        hold.note();
    }

    /**
     * Its handle is closed, and it is not {@link State#OPEN} any more: nothing of the driver's or
     * of the application's is kept for it.
     */
    void letGo(HandleKeepers keepers) {
        hold.drop(this, keepers);
        if (state == State.CLOSED) {
            forgetActivity();
            if (mark == null) {
                opening = CapturedStack.NONE;
            }
        }
    }

    /** True when the application closed it after it had been judged. */
    public boolean isClosedByApplication() {
        return closedByApplication;
    }

    void markClosed(boolean byApplication) {
        closedByApplication = byApplication;
        resting(false);
        closedNanos = System.nanoTime();
    }

    /** {@link System#nanoTime()} at the closing, 0 while open. */
    public long closedNanos() {
        return closedNanos;
    }
}
