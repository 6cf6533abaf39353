package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.ThreadName;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes and whose result is not read to its end, such as INSERT with RETURNING,
 * outside a transaction: it is one itself, and keeps the write lock until its result is closed.
 */
public final class WriteCursor {
    private final TrackedStatement statement;
    private final @Nullable CapturedStack running;
    private final String thread = ThreadName.of(Thread.currentThread());
    private final long beganNanos = System.nanoTime();

    public WriteCursor(TrackedStatement statement, @Nullable CapturedStack running) {
        this.statement = statement;
        this.running = running;
    }

    boolean isOf(TrackedStatement other) {
        return statement == other;
    }

    /** The text of the statement. */
    public String sql() {
        return statement.sql();
    }

    /** Name of the thread that ran it. */
    public String thread() {
        return thread;
    }

    /** Where it was run; null with {@code transaction-stacks=off}. */
    public @Nullable CapturedStack running() {
        return running;
    }

    void readStacks() {
        CapturedStack.readIfThere(running);
    }

    /** {@link System#nanoTime()} when it was run. */
    public long beganNanos() {
        return beganNanos;
    }
}
