package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.ThreadName;
import io.github.sqliteleak.tests.OpeningTest;
import io.github.sqliteleak.tests.RunningTests;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A native handle: who opened it and when, and the statements that are open on it. */
public abstract class OpenHandle extends HandleActivity {
    private final HandleHold hold;
    private final long openedAtMillis;
    private final long openedNanos;
    private final String threadName;
    private final WeakReference<Thread> thread;
    private final @Nullable OpeningTest openingTest;
    private final OpenScope.@Nullable Mark mark;
    private CapturedStack opening;

    OpenHandle(Object handle, Set<?> statements, CapturedStack opening) {
        this.hold = new HandleHold(handle, statements);
        this.opening = opening;
        this.openingTest = RunningTests.OF_THIS_JVM.opener(opening);
        Thread current = Thread.currentThread();
        this.threadName = ThreadName.of(current);
        this.thread = new WeakReference<>(current);
        this.mark = OpenScope.current();
        this.openedAtMillis = System.currentTimeMillis();
        this.openedNanos = lastUseNanos();
    }

    HandleHold hold() {
        return hold;
    }

    /**
     * The driver's {@code org.sqlite.core.DB}; null when it is closed, or when its driver was
     * unloaded and nobody can close it any more.
     */
    public @Nullable Object handle() {
        HandleHold.Handle handle = hold.handle();
        return handle == null ? null : handle.db();
    }

    /**
     * Whether its driver is one before 3.39.2. There a thread that is about to enter a handle while
     * it is closed uses memory that is gone.
     */
    public boolean isOfEarlierDriver() {
        return hold.isOfEarlierDriver();
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

    /** The opening thread, dead or alive; null when it is gone. */
    public @Nullable Thread openingThread() {
        return thread.get();
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

    /** Nobody asks where it was opened any more. */
    void forgetOpening() {
        opening = CapturedStack.NONE;
    }

    OpenScope.@Nullable Mark mark() {
        return mark;
    }

    /** True when a thread opened it that only inherited its {@link OpenScope}. */
    public boolean isScopeInherited() {
        return mark != null && mark.inherited();
    }
}
