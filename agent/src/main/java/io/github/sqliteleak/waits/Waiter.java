package io.github.sqliteleak.waits;

import org.jspecify.annotations.Nullable;

/**
 * Who waited for a lock.
 *
 * @param connectionId of the connection that waited first; null when not known
 * @param thread its name; null when several have waited, and when not known
 * @param wal whether the database had a WAL; null when that was not asked
 */
public record Waiter(@Nullable Long connectionId, @Nullable String thread, @Nullable Boolean wal) {
    public static final Waiter UNKNOWN = new Waiter(null, null, null);

    /** True where readers and writers keep each other waiting. */
    public boolean isWithoutWal() {
        return wal != null && !wal;
    }

    /** Of both together. */
    public Waiter and(Waiter other) {
        boolean same = thread != null && thread.equals(other.thread);
        return new Waiter(
                lower(connectionId, other.connectionId),
                same ? thread : null,
                (wal == null || other.wal == null) ? null : (wal || other.wal));
    }

    private static @Nullable Long lower(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.min(one, other);
    }
}
