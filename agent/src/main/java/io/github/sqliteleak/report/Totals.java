package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/**
 * Counts over the life of the JVM. With nothing excluded {@code opened = closed + leaked +
 * inUseAtExit + openedDuringExit}.
 *
 * @param opened connections opened, excluded ones included
 * @param closed connections the application closed
 * @param leaked connections judged as leaks
 * @param excluded connections not followed at the wish of the option of that name
 * @param peakOpen the most connections open at one time
 * @param failedOpens attempts to open that failed
 * @param lockWaits waits for a lock; null when nothing watched them
 * @param lockTimeouts those of them that ended in an error; null when nothing watched them
 * @param inUseAtExit connections that were open and no leaks, since somebody worked with them
 * @param openedDuringExit others that were opened when the JVM was ending already
 */
public record Totals(
        long opened,
        long closed,
        long leaked,
        long excluded,
        long peakOpen,
        long failedOpens,
        @Nullable Long lockWaits,
        @Nullable Long lockTimeouts,
        long inUseAtExit,
        long openedDuringExit) {

    /** Of a JVM in which nothing watched waits for locks. */
    public Totals(
            long opened, long closed, long leaked, long excluded, long peakOpen, long failedOpens) {
        this(opened, closed, leaked, excluded, peakOpen, failedOpens, null, null);
    }

    /** Of a JVM at whose end nobody was working with a connection. */
    public Totals(
            long opened,
            long closed,
            long leaked,
            long excluded,
            long peakOpen,
            long failedOpens,
            @Nullable Long lockWaits,
            @Nullable Long lockTimeouts) {
        this(
                opened,
                closed,
                leaked,
                excluded,
                peakOpen,
                failedOpens,
                lockWaits,
                lockTimeouts,
                0,
                0);
    }
}
