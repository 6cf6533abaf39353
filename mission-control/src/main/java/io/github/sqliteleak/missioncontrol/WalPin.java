package io.github.sqliteleak.missioncontrol;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for the reader that keeps the write-ahead log from starting over. */
final class WalPin {
    /** What the agent calls it. */
    private static final String CAUSE = "checkpoint-pinned";

    private static final String CHECKPOINT = "checkpoint";
    private static final String BEHIND_WRITER = "checkpoint-behind-writer";

    /** Of one who holds the write lock. */
    private static final Set<String> WRITING =
            Set.of("write-transaction", "collected-connection", "exclusive-mode");

    private WalPin() {}

    /** Whether it was a checkpoint that waited; an older agent tells no cause. */
    static boolean heldUpCheckpoint(RecordedEvent wait) {
        return CAUSE.equals(wait.text("cause")) || CHECKPOINT.equals(wait.text("operation"));
    }

    /** Whether the write lock was in the way of the checkpoint; an older agent tells no cause. */
    private static boolean isBehindWriter(RecordedEvent wait) {
        String cause = wait.text("cause");
        String evidence = wait.text("evidence");
        return CHECKPOINT.equals(wait.text("operation"))
                && (cause == null
                        ? evidence != null && WRITING.contains(evidence)
                        : cause.equals(BEHIND_WRITER));
    }

    /** Checkpoints of the application that a writer kept from their end. */
    static int checkpointsBehindWriters(RecordingView recording) {
        int behind = 0;
        for (RecordedEvent failure : recording.events(EventNames.LOCK_TIMEOUT)) {
            if (isBehindWriter(failure)) {
                behind++;
            }
        }
        return behind;
    }

    /** The writer that kept checkpoints from their end; null when it is not known. */
    static @Nullable String writer(RecordingView recording) {
        Tally writers = new Tally();
        for (RecordedEvent failure : recording.events(EventNames.LOCK_TIMEOUT)) {
            Holder holder = Holder.of(failure);
            if (isBehindWriter(failure) && holder.isKnown()) {
                writers.add(holder.words(), 1);
            }
        }
        return writers.worst();
    }

    /** The surest first; null when no reader is known. */
    static @Nullable String worst(RecordingView recording) {
        @Nullable String cursor = cursorThatBlocked(recording);
        if (cursor != null) {
            return cursor;
        }
        @Nullable String idle = oldestOpen(recording);
        return idle == null ? longestRead(recording) : idle;
    }

    /** Checkpoints of the application that a reader kept from their end. */
    static int checkpointsBlocked(RecordingView recording) {
        int blocked = 0;
        for (RecordedEvent failure : recording.events(EventNames.LOCK_TIMEOUT)) {
            if (heldUpCheckpoint(failure) && !isBehindWriter(failure)) {
                blocked++;
            }
        }
        return blocked;
    }

    /** Leaked connections that still have something to read from the log. */
    static int leakedReaders(RecordingView recording) {
        int readers = 0;
        for (RecordedEvent leak : recording.events(EventNames.LEAK)) {
            if (mayRead(leak)) {
                readers++;
            }
        }
        return readers;
    }

    private static @Nullable String cursorThatBlocked(RecordingView recording) {
        Tally cursors = new Tally();
        for (RecordedEvent wait : waitsForCursors(recording)) {
            Holder holder = Holder.of(wait);
            String cause = wait.text("causeSite");
            if (!holder.hasSite() && cause != null) {
                cursors.add(cause, 1);
            } else if (holder.isKnown()) {
                cursors.add(holder.words(), 1);
            }
        }
        return cursors.worst();
    }

    private static List<RecordedEvent> waitsForCursors(RecordingView recording) {
        List<RecordedEvent> waits = new ArrayList<>();
        for (String event : List.of(EventNames.LOCK_WAIT, EventNames.LOCK_TIMEOUT)) {
            for (RecordedEvent wait : recording.events(event)) {
                if (!isBehindWriter(wait)
                        && ("open-cursor".equals(wait.text("evidence"))
                                || heldUpCheckpoint(wait))) {
                    waits.add(wait);
                }
            }
        }
        return waits;
    }

    private static boolean mayRead(RecordedEvent open) {
        return open.flag("inTransaction") || open.number("openStatements") > 0;
    }

    /** A connection with a transaction or statements open, by its age. */
    private static @Nullable String oldestOpen(RecordingView recording) {
        @Nullable RecordedEvent oldest = null;
        for (String event : List.of(EventNames.LEAK, EventNames.OPEN)) {
            for (RecordedEvent open : recording.events(event)) {
                if (mayRead(open)
                        && (oldest == null || open.seconds("age") > oldest.seconds("age"))) {
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
