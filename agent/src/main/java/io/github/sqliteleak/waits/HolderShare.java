package io.github.sqliteleak.waits;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How much of the time that somebody waited was because of one holder.
 *
 * @param millis the part of it
 * @param atEnd how many of the statements failed while this one had the lock
 */
public record HolderShare(long millis, int atEnd) {
    /**
     * The one that had the lock when most of the statements failed first, then the largest share.
     */
    public static final Comparator<LockHolder> MOST_FIRST =
            Comparator.comparingInt(HolderShare::ends)
                    .thenComparingLong(HolderShare::millis)
                    .reversed();

    /** Of both together; null when neither is known. */
    public static @Nullable HolderShare sum(
            @Nullable HolderShare one, @Nullable HolderShare other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new HolderShare(one.millis + other.millis, one.atEnd + other.atEnd);
    }

    private static int ends(LockHolder holder) {
        HolderShare share = holder.share();
        return share == null ? 0 : share.atEnd;
    }

    /** 0 when it is not known. */
    public static long millis(LockHolder holder) {
        HolderShare share = holder.share();
        return share == null ? 0 : share.millis;
    }
}
