package io.github.sqliteleak.waits;

import org.jspecify.annotations.Nullable;

/** What the statement that somebody holds a lock rests on. */
public enum Evidence {
    /** A transaction begun as immediate or exclusive, or that has written. */
    WRITE_TRANSACTION("write-transaction"),
    /**
     * A result that is not read to its end; blocks a commit where there is no WAL, and everything
     * that writes when its statement does.
     */
    OPEN_CURSOR("open-cursor"),
    /** A transaction that has read, and keeps its read lock; blocks a commit or a checkpoint. */
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

    /** That of this name; null for one that is not known, as of a later version. */
    public static @Nullable Evidence of(String json) {
        for (Evidence evidence : values()) {
            if (evidence.json.equals(json)) {
                return evidence;
            }
        }
        return null;
    }
}
