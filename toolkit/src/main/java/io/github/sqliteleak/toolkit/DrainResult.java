package io.github.sqliteleak.toolkit;

import java.util.List;

/**
 * What became of all writes of a queue by the time it was closed.
 *
 * @param written committed writes
 * @param failed writes whose future failed with their own error
 * @param notWritten writes that the deadline cut off, in the order of submission; none of them is
 *     in the database
 */
public record DrainResult(long written, long failed, List<UnwrittenWrite> notWritten) {
    public DrainResult {
        notWritten = List.copyOf(notWritten);
    }

    /** Whether nothing was cut off. */
    public boolean isComplete() {
        return notWritten.isEmpty();
    }
}
