package io.github.sqliteleak.registry;

/** How a transaction came to its end. */
public enum TransactionOutcome {
    COMMITTED("committed"),
    ROLLED_BACK("rolled back"),
    /** Its connection was closed in the middle of it, which has SQLite roll it back. */
    CLOSED("closed"),
    /** The application has ended before it. */
    LEFT_OPEN("left open");

    private final String word;

    TransactionOutcome(String word) {
        this.word = word;
    }

    /** The word used in events. */
    public String word() {
        return word;
    }
}
