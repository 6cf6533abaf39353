package io.github.sqliteleak.lock;

import org.jspecify.annotations.Nullable;

/**
 * Who held a lock, and on what evidence that is said. What is not known is null; nobody is guessed.
 *
 * @param connectionId of a connection of this JVM; null for another process
 * @param thread name of the thread that began what holds the lock
 * @param site where it began
 * @param openSite where the connection was opened
 * @param pid of another process
 * @param process its command line, without what looks like a secret
 * @param heldMillis how long it had been held when it was last seen; null when not known
 */
public record LockHolder(
        @Nullable Long connectionId,
        @Nullable String thread,
        @Nullable String site,
        @Nullable String openSite,
        @Nullable Long pid,
        @Nullable String process,
        Evidence evidence,
        @Nullable Long heldMillis) {

    /** Another process, of which no more is known. */
    static LockHolder ofProcess(@Nullable Long pid, @Nullable String commandLine) {
        return new LockHolder(
                null, null, null, null, pid, commandLine, Evidence.OTHER_PROCESS, null);
    }

    /** The one of two sightings that lasted longer. */
    LockHolder longer(LockHolder other) {
        return heldMillis == null || (other.heldMillis != null && other.heldMillis > heldMillis)
                ? other
                : this;
    }

    /** What the statement that somebody holds a lock rests on. */
    public enum Evidence {
        /** A transaction begun as immediate or exclusive, or that has written. */
        WRITE_TRANSACTION("write-transaction"),
        /**
         * A result that is not read to its end; blocks a commit where there is no WAL, and
         * everything that writes when its statement does.
         */
        OPEN_CURSOR("open-cursor"),
        /**
         * A transaction that has read, and keeps its read lock; blocks a commit or a checkpoint.
         */
        READ_TRANSACTION("read-transaction"),
        /** A statement running at that moment. */
        IN_FLIGHT_STATEMENT("in-flight-statement"),
        /** A connection in {@code locking_mode=EXCLUSIVE} that has used the database since. */
        EXCLUSIVE_MODE("exclusive-mode"),
        /** The operating system's table of locks. */
        OTHER_PROCESS("other-process"),
        /** A connection that was garbage-collected with a lock. */
        COLLECTED_CONNECTION("collected-connection");

        private final String json;

        Evidence(String json) {
            this.json = json;
        }

        /** The name used in reports. */
        public String json() {
            return json;
        }
    }
}
