package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.ThreadName;

/**
 * A copy that a connection is making of its database to a file, or of a file to its database: no
 * statement of SQL, and with locks on both until it is over.
 */
public final class RunningCopy {
    private final String text;
    private final DatabaseFile reads;
    private final DatabaseFile writes;
    private final DatabaseFile other;
    private final FileState before;
    private final CapturedStack stack = new CapturedStack();
    private final Thread thread = Thread.currentThread();
    private final String threadName = ThreadName.of(thread);
    private final long beganNanos = System.nanoTime();
    private int depth = 1;

    private RunningCopy(String text, DatabaseFile reads, DatabaseFile writes, DatabaseFile other) {
        this.text = text;
        this.reads = reads;
        this.writes = writes;
        this.other = other;
        this.before = FileState.of(writes);
    }

    public static RunningCopy backup(TrackedConnection connection, String file) {
        DatabaseFile other = DatabaseFile.of(file, connection.flags());
        return new RunningCopy("backup to " + file, connection.database(), other, other);
    }

    public static RunningCopy restore(TrackedConnection connection, String file) {
        DatabaseFile other = DatabaseFile.of(file, connection.flags());
        return new RunningCopy("restore from " + file, other, connection.database(), other);
    }

    /** What it does, in the words of the driver's own commands. */
    public String text() {
        return text;
    }

    public boolean reads(DatabaseFile database) {
        return database.equals(reads);
    }

    public boolean writes(DatabaseFile database) {
        return database.equals(writes);
    }

    /** The file that the connection was not opened on. */
    public DatabaseFile other() {
        return other;
    }

    /** Where it was begun. */
    public CapturedStack stack() {
        return stack;
    }

    /** Name of the thread that makes it. */
    public String thread() {
        return threadName;
    }

    /** {@link System#nanoTime()} when it began. */
    public long beganNanos() {
        return beganNanos;
    }

    /** The driver has called itself in the same copy. */
    public boolean isOfThisThread() {
        return thread == Thread.currentThread();
    }

    public void enterAgain() {
        depth++;
    }

    /** True when the outermost call is over. */
    public boolean leave() {
        return --depth <= 0;
    }

    /** Whether the file that it should have written has not been written to since it began. */
    public boolean hasWrittenNothing() {
        return before.isKnown() && before.equals(FileState.of(writes));
    }
}
