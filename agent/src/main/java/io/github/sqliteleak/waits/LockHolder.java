package io.github.sqliteleak.waits;

import org.jspecify.annotations.Nullable;

/**
 * Who held a lock, and on what evidence that is said. What is not known is null; nobody is guessed.
 *
 * @param connectionId of a connection of this JVM; null for another process
 * @param thread name of the thread that began what holds the lock
 * @param site where it began
 * @param openSite where the connection was opened, or borrowed from its pool
 * @param pid of another process
 * @param process its command line, without what looks like a secret
 * @param evidence name of an {@link Evidence}; a report may have one that is not known here
 * @param heldMillis how long it had been held when it was last seen; null when not known
 */
public record LockHolder(
        @Nullable Long connectionId,
        @Nullable String thread,
        @Nullable String site,
        @Nullable String openSite,
        @Nullable Long pid,
        @Nullable String process,
        String evidence,
        @Nullable Long heldMillis) {
    /** Another process, of which no more is known. */
    public static LockHolder ofProcess(@Nullable Long pid, @Nullable String commandLine) {
        String evidence = Evidence.OTHER_PROCESS.json();
        return new LockHolder(null, null, null, null, pid, commandLine, evidence, null);
    }

    /** The same, with other words for its places. */
    public LockHolder at(@Nullable String newSite, @Nullable String newOpenSite) {
        return new LockHolder(
                connectionId, thread, newSite, newOpenSite, pid, process, evidence, heldMillis);
    }

    /** Null for one that is not known here. */
    public @Nullable Evidence knownEvidence() {
        return Evidence.of(evidence);
    }

    /** The one of two sightings that lasted longer. */
    public LockHolder longer(LockHolder other) {
        return heldMillis == null || (other.heldMillis != null && other.heldMillis > heldMillis)
                ? other
                : this;
    }
}
