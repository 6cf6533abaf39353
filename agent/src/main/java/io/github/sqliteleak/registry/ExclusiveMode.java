package io.github.sqliteleak.registry;

import org.jspecify.annotations.Nullable;

/**
 * That a connection is in {@code locking_mode=EXCLUSIVE}, in which it keeps the locks of its
 * transactions when they have ended.
 *
 * @see <a href="https://www.sqlite.org/pragma.html#pragma_locking_mode">PRAGMA locking_mode</a>
 */
public final class ExclusiveMode {
    private final @Nullable Throwable setting;
    private final String thread = Thread.currentThread().getName();
    private boolean read;
    private boolean wrote;
    private boolean leaving;
    private long sinceNanos;

    ExclusiveMode(@Nullable Throwable setting) {
        this.setting = setting;
    }

    /** Name of the thread that set the mode. */
    public String thread() {
        return thread;
    }

    /** Where it was set; null with {@code transaction-stacks=off}. */
    public @Nullable String site() {
        return setting == null ? null : CallStack.of(setting, CallStack.SITE_DEPTH).site();
    }

    /** Whether it has written since, and keeps all others from writing. */
    public boolean hasWritten() {
        return wrote;
    }

    /**
     * Whether it has read a table since: where there is no WAL, it keeps all others from
     * committing.
     */
    public boolean hasRead() {
        return read;
    }

    /** {@link System#nanoTime()} of the first of them. */
    public long sinceNanos() {
        return sinceNanos;
    }

    void markRead() {
        mark();
        read = true;
    }

    void markWritten() {
        mark();
        wrote = true;
    }

    private void mark() {
        if (!read && !wrote) {
            sinceNanos = System.nanoTime();
        }
    }

    /** The mode was set back; the locks go with the next use. */
    void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }
}
