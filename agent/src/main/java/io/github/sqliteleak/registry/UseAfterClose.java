package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.ThreadName;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed because its connection had been closed.
 *
 * @param closing where and by whom it was closed
 * @param use the stack of the call
 * @param useThread name of the calling thread
 * @param useNanos when it was, in {@link System#nanoTime()}
 * @param sql what was to run or is read, null when not known
 */
public record UseAfterClose(
        long connectionId,
        DatabaseFile database,
        ClosingNote closing,
        CapturedStack use,
        String useThread,
        long useNanos,
        @Nullable String sql) {

    /** Of the calling thread, now. */
    static UseAfterClose now(
            TrackedConnection connection, ClosingNote closing, @Nullable String sql) {
        return new UseAfterClose(
                connection.id(),
                connection.database(),
                closing,
                new CapturedStack(),
                ThreadName.of(Thread.currentThread()),
                System.nanoTime(),
                sql);
    }

    void readStacks() {
        closing.stack().read();
        use.read();
    }
}
