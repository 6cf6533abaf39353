package io.github.sqliteleak.missioncontrol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for the reader that keeps the write-ahead log from starting over. */
final class WalPin {
    private WalPin() {}

    /** The surest first; null when no reader is known. */
    static @Nullable String worst(RecordingView recording) {
        @Nullable String cursor = cursorThatBlocked(recording);
        if (cursor != null) {
            return cursor;
        }
        @Nullable String idle = oldestOpen(recording);
        return idle == null ? longestRead(recording) : idle;
    }

    private static @Nullable String cursorThatBlocked(RecordingView recording) {
        Tally cursors = new Tally();
        for (String event : List.of(EventNames.LOCK_WAIT, EventNames.LOCK_TIMEOUT)) {
            for (RecordedEvent wait : recording.events(event)) {
                if ("open-cursor".equals(wait.text("evidence"))) {
                    cursors.add(Holder.of(wait).words(), 1);
                }
            }
        }
        return cursors.worst();
    }

    /** A connection with a transaction or statements open, by its age. */
    private static @Nullable String oldestOpen(RecordingView recording) {
        @Nullable RecordedEvent oldest = null;
        for (String event : List.of(EventNames.LEAK, EventNames.OPEN)) {
            for (RecordedEvent open : recording.events(event)) {
                boolean mayRead = open.flag("inTransaction") || open.number("openStatements") > 0;
                if (mayRead && (oldest == null || open.seconds("age") > oldest.seconds("age"))) {
                    oldest = open;
                }
            }
        }
        return oldest == null ? null : Sites.opening(oldest);
    }

    private static @Nullable String longestRead(RecordingView recording) {
        @Nullable RecordedEvent longest = null;
        for (RecordedEvent transaction : recording.events(EventNames.TRANSACTION)) {
            if (!transaction.flag("wrote")
                    && (longest == null || transaction.seconds() > longest.seconds())) {
                longest = transaction;
            }
        }
        return longest == null ? null : Sites.transaction(longest);
    }
}
