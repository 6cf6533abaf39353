package io.github.sqliteleak.waits;

import java.util.Objects;
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
 * @param sql the query whose result holds the lock, or the statement that was running, as it may be
 *     shown; null when not known
 * @param borrowed true when {@code openSite} is where it was borrowed from its pool
 * @param share of the time that was waited; null when not known
 * @param threadWait what the thread that has the connection was waiting for itself; null when it
 *     was not, or when that is not known
 * @param processRuns whether the other process was there still when that was reported; null when
 *     nobody has looked
 * @param textSite where the text of its query stands in the user's code, known only where {@code
 *     site} is not
 */
public record LockHolder(
        @Nullable Long connectionId,
        @Nullable String thread,
        @Nullable String site,
        @Nullable String openSite,
        @Nullable Long pid,
        @Nullable String process,
        String evidence,
        @Nullable Long heldMillis,
        @Nullable String sql,
        boolean borrowed,
        @Nullable HolderShare share,
        @Nullable ThreadWait threadWait,
        @Nullable Boolean processRuns,
        @Nullable String textSite) {
    /** One of which it is not known where the text of its query stands. */
    public LockHolder(
            @Nullable Long connectionId,
            @Nullable String thread,
            @Nullable String site,
            @Nullable String openSite,
            @Nullable Long pid,
            @Nullable String process,
            String evidence,
            @Nullable Long heldMillis,
            @Nullable String sql,
            boolean borrowed,
            @Nullable HolderShare share,
            @Nullable ThreadWait threadWait,
            @Nullable Boolean processRuns) {
        this(
                connectionId,
                thread,
                site,
                openSite,
                pid,
                process,
                evidence,
                heldMillis,
                sql,
                borrowed,
                share,
                threadWait,
                processRuns,
                null);
    }

    /** One of which no more is known than who it is. */
    public LockHolder(
            @Nullable Long connectionId,
            @Nullable String thread,
            @Nullable String site,
            @Nullable String openSite,
            @Nullable Long pid,
            @Nullable String process,
            String evidence,
            @Nullable Long heldMillis) {
        this(
                connectionId,
                thread,
                site,
                openSite,
                pid,
                process,
                evidence,
                heldMillis,
                null,
                false,
                null,
                null,
                null);
    }

    /** Another process, of which no more is known. */
    public static LockHolder ofProcess(@Nullable Long pid, @Nullable String commandLine) {
        String evidence = Evidence.OTHER_PROCESS.json();
        return new LockHolder(null, null, null, null, pid, commandLine, evidence, null);
    }

    /** The same, with other words for its places. */
    public LockHolder at(@Nullable String newSite, @Nullable String newOpenSite) {
        return new LockHolder(
                connectionId,
                thread,
                newSite,
                newOpenSite,
                pid,
                process,
                evidence,
                heldMillis,
                sql,
                borrowed,
                share,
                threadWait,
                processRuns,
                textSite);
    }

    /** The same, with another share. */
    public LockHolder with(@Nullable HolderShare newShare) {
        return new LockHolder(
                connectionId,
                thread,
                site,
                openSite,
                pid,
                process,
                evidence,
                heldMillis,
                sql,
                borrowed,
                newShare,
                threadWait,
                processRuns,
                textSite);
    }

    /** The same, with its SQL as it may be shown. */
    public LockHolder showing(@Nullable String shownSql) {
        return new LockHolder(
                connectionId,
                thread,
                site,
                openSite,
                pid,
                process,
                evidence,
                heldMillis,
                shownSql,
                borrowed,
                share,
                threadWait,
                processRuns,
                textSite);
    }

    /** The same, with whether its process still runs. */
    public LockHolder running(boolean runs) {
        return new LockHolder(
                connectionId,
                thread,
                site,
                openSite,
                pid,
                process,
                evidence,
                heldMillis,
                sql,
                borrowed,
                share,
                threadWait,
                runs,
                textSite);
    }

    /** The same, with where the text of its query stands. */
    public LockHolder withText(@Nullable String place) {
        return new LockHolder(
                connectionId,
                thread,
                site,
                openSite,
                pid,
                process,
                evidence,
                heldMillis,
                sql,
                borrowed,
                share,
                threadWait,
                processRuns,
                place);
    }

    /** Null for one that is not known here. */
    public @Nullable Evidence knownEvidence() {
        return Evidence.of(evidence);
    }

    /** Whether it had the lock when a statement failed because of it. */
    public boolean atEnd() {
        return share != null && share.atEnd() > 0;
    }

    /** Whether it reads, and keeps others from writing for that reason alone. */
    public boolean onlyReads() {
        Evidence known = knownEvidence();
        return known == Evidence.READ_TRANSACTION || known == Evidence.OPEN_CURSOR;
    }

    /** Whether both are the same one doing the same at the same place. */
    public boolean isSameAs(LockHolder other) {
        return evidence.equals(other.evidence)
                && Objects.equals(connectionId, other.connectionId)
                && Objects.equals(thread, other.thread)
                && Objects.equals(pid, other.pid)
                && Objects.equals(site, other.site);
    }

    /** The one of two sightings that lasted longer. */
    public LockHolder longer(LockHolder other) {
        return heldMillis == null || (other.heldMillis != null && other.heldMillis > heldMillis)
                ? other
                : this;
    }
}
