package io.github.sqliteleak.moment;

import org.jspecify.annotations.Nullable;

/**
 * Something that has just happened and that somebody may want to hear of.
 *
 * @param message one or more lines, fit to be shown
 * @param connectionId null when it is about no connection
 * @param database null when it is not known
 * @param site the line to look at; null when it is not known
 */
public record Signal(
        Kind kind,
        long atMillis,
        String message,
        @Nullable Long connectionId,
        @Nullable String database,
        @Nullable String site) {

    /** What has happened. */
    public enum Kind {
        /** A connection was garbage-collected while it was open. */
        LEAK("leak"),
        /** A connection has been open but unused for long, or is closed again after that. */
        HELD("held"),
        /** A statement has failed because of a lock. */
        LOCK_TIMEOUT("lockTimeout"),
        /** A WAL has grown past its limit. */
        WAL("wal");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Its name for other programs. */
        public String word() {
            return word;
        }
    }
}
