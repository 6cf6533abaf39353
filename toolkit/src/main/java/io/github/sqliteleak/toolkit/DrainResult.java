package io.github.sqliteleak.toolkit;

import java.util.List;

/**
 * What became of all writes of a queue by the time it was closed.
 *
 * @param written committed writes
 * @param failed writes whose future failed with their own error
 * @param cancelled writes whose future was cancelled before their turn; they are not done
 * @param notWritten writes that the deadline cut off, in the order of submission; none of them is
 *     in the database
 */
public record DrainResult(
        long written, long failed, long cancelled, List<UnwrittenWrite> notWritten) {
    public DrainResult {
        notWritten = List.copyOf(notWritten);
    }

    /** Of a queue in which nothing was cancelled. */
    public DrainResult(long written, long failed, List<UnwrittenWrite> notWritten) {
        this(written, failed, 0, notWritten);
    }

    /** Whether nothing was cut off. */
    public boolean isComplete() {
        return notWritten.isEmpty();
    }
}
