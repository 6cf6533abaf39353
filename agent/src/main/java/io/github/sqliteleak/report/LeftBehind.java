package io.github.sqliteleak.report;

/** Why {@code -wal} and {@code -shm} are there when the JVM ends. */
public enum LeftBehind {
    /** The connection that was closed last could not write, and so could not clean up. */
    READ_ONLY_LAST("read-only-last"),
    /** They belong to another process, too. */
    OTHER_PROCESS("other-process"),
    /** A connection that was opened while the JVM was ending. */
    OPENED_DURING_EXIT("opened-during-exit"),
    /** A connection that somebody was working with at the end. */
    IN_USE("in-use"),
    /** They were there before this JVM, and none of its connections has taken them in. */
    EARLIER_CRASH("earlier-crash"),
    /** A leaked connection, or the checkpoint after one. */
    LEAK("leak"),
    UNKNOWN("unknown");

    private final String json;

    LeftBehind(String json) {
        this.json = json;
    }

    /** The name used in reports. */
    public String json() {
        return json;
    }
}
