package io.github.sqliteleak.registry;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.ThreadName;
import org.jspecify.annotations.Nullable;

/**
 * That a connection is in {@code locking_mode=EXCLUSIVE}, in which it keeps the locks of its
 * transactions when they have ended.
 *
 * @see <a href="https://www.sqlite.org/pragma.html#pragma_locking_mode">PRAGMA locking_mode</a>
 */
public final class ExclusiveMode {
    private final @Nullable CapturedStack setting;
    private final String thread = ThreadName.of(Thread.currentThread());
    private boolean read;
    private boolean wrote;
    private boolean leaving;
    private long sinceNanos;

    private ExclusiveMode(@Nullable CapturedStack setting) {
        this.setting = setting;
    }

    /**
     * The connection was given this mode.
     *
     * @param mode in lower case
     * @param here where; null when that is not kept
     */
    public static void set(
            TrackedConnection connection, String mode, @Nullable CapturedStack here) {
        ExclusiveMode exclusive = connection.exclusiveMode();
        if (mode.equals("exclusive") && (exclusive == null || exclusive.leaving)) {
            connection.exclusiveMode(new ExclusiveMode(here));
        } else if (mode.equals("normal") && exclusive != null) {
            exclusive.leaving = true;
        }
    }

    /** A statement has run. The locks that were kept go with the first after the mode was left. */
    public static void used(TrackedConnection connection) {
        ExclusiveMode exclusive = connection.exclusiveMode();
        if (exclusive != null && exclusive.leaving) {
            connection.exclusiveMode(null);
        }
    }

    /** Name of the thread that set the mode. */
    public String thread() {
        return thread;
    }

    /** Where it was set; null with {@code transaction-stacks=off}. */
    public @Nullable CapturedStack setting() {
        return setting;
    }

    void readStacks() {
        CapturedStack.readIfThere(setting);
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

    public void markRead() {
        mark();
        read = true;
    }

    public void markWritten() {
        mark();
        wrote = true;
    }

    private void mark() {
        if (!read && !wrote) {
            sinceNanos = System.nanoTime();
        }
    }
}
