package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the WAL of one database grows, by what the directory says of it after commits. Once a
 * checkpoint has copied all of a WAL and nobody reads from it, the next commit begins anew at its
 * beginning, and its length stays. So a WAL that is longer than what calls for a checkpoint and
 * goes on growing is held up.
 */
final class WalGrowth {
    /** More often than that nobody looks. */
    static final long PAUSE_NANOS = 5_000_000;

    /** A reader that lasts as long is no passing one, however little is written meanwhile. */
    private static final long LONG_NANOS = 1_000_000_000;

    /** What SQLite has where nobody sets {@code wal_autocheckpoint}. */
    private static final long PAGES = 1_000;

    private static final int PARTS = 8;

    private final DatabaseFile database;
    private final File wal;
    private final long threshold;
    private final WalSuspects suspects;
    private final Consumer<GrownWal> listener;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final WalPages pages = new WalPages();
    private long lookedNanos;
    private long length = -1;
    private long modified;
    private long grewNanos;
    private long markLength;
    private long markNanos;
    private long checkedNanos;
    private long passedNanos;
    private @Nullable GrownWal reported;
    private volatile @Nullable GrownWal worst;

    /**
     * @param threshold in bytes
     * @param listener is called once in each spell, and must not block
     */
    WalGrowth(
            DatabaseFile database,
            File wal,
            long threshold,
            WalSuspects suspects,
            Consumer<GrownWal> listener) {
        this.database = database;
        this.wal = wal;
        this.threshold = threshold;
        this.suspects = suspects;
        this.listener = listener;
        this.lookedNanos = System.nanoTime() - PAUSE_NANOS;
    }

    /** A connection has committed something to the database. */
    void committed(TrackedConnection connection) {
        long now = System.nanoTime();
        // Read outside of the lock on purpose: at worst somebody looks too early, or too late.
        if (now - lookedNanos >= PAUSE_NANOS && looking.compareAndSet(false, true)) {
            try {
                lookedNanos = now;
                look(connection, wal.length(), wal.lastModified(), now);
            } finally {
                looking.set(false);
            }
        }
    }

    /** The largest spell up to now; null when there was none. */
    @Nullable GrownWal worst() {
        return worst;
    }

    /**
     * @param modifiedNow time of the last change, in milliseconds
     */
    void look(TrackedConnection connection, long lengthNow, long modifiedNow, long now) {
        boolean rewritten = lengthNow == length && modifiedNow != modified;
        modified = modifiedNow;
        if (lengthNow < length || rewritten || length < 0) {
            begin(lengthNow, now);
        } else if (lengthNow > length) {
            grew(connection, lengthNow, now);
        }
    }

    /** It has started again from its beginning, or nobody has looked before. */
    private void begin(long lengthNow, long now) {
        length = lengthNow;
        grewNanos = now;
        markLength = lengthNow;
        markNanos = now;
        passedNanos = 0;
        reported = null;
        suspects.clear();
        if (lengthNow > 0) {
            pages.saw(lengthNow);
        }
    }

    private void grew(TrackedConnection connection, long lengthNow, long now) {
        long before = grewNanos;
        grewNanos = now;
        length = lengthNow;
        pages.saw(lengthNow);
        GrownWal known = reported;
        if (known != null) {
            reported = known.grownTo(lengthNow);
            note(reported);
            return;
        }
        long autocheckpoint = autocheckpoint(connection);
        long checkpointed = autocheckpoint <= 0 ? 0 : pages.walLength(autocheckpoint);
        long limit = Math.max(threshold, checkpointed + checkpointed / 4);
        if (passedNanos == 0 && lengthNow >= checkpointed) {
            passedNanos = now;
        }
        boolean marked = lengthNow - markLength >= limit / PARTS;
        long lastMark = markNanos;
        if (marked) {
            markLength = lengthNow;
            markNanos = now;
        }
        if (lengthNow >= limit && (marked || now - checkedNanos >= LONG_NANOS)) {
            checkedNanos = now;
            long since = suspects.beganBefore(lastMark, before, now - LONG_NANOS);
            check(connection, autocheckpoint, since);
        }
    }

    private void check(TrackedConnection connection, long autocheckpoint, long since) {
        GrownWal found =
                suspects.find(
                        new WalSuspects.Look(
                                database, connection, length, passedNanos, autocheckpoint, since));
        if (found != null) {
            reported = found;
            note(found);
            listener.accept(found);
        }
    }

    private void note(GrownWal grown) {
        GrownWal known = worst;
        if (known == null || grown.pin().bytes() >= known.pin().bytes()) {
            worst = grown;
        }
    }

    private static long autocheckpoint(TrackedConnection connection) {
        String set = connection.setting("wal_autocheckpoint");
        if (set == null) {
            return PAGES;
        }
        try {
            return Long.parseLong(set.trim());
        } catch (NumberFormatException e) {
            // SQLite takes what is no number for 0.
            return 0;
        }
    }
}
