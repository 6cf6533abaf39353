package io.github.sqliteleak.judge;

/** What a leak site means for the build. */
public enum FindingStatus {
    /** Neither suppressed nor in the baseline. */
    NEW("new"),
    /** In the baseline, with fewer connections. */
    MORE("more"),
    /** In the baseline, with as many connections or more. */
    KNOWN("known"),
    /** Matched by a suppression. */
    SUPPRESSED("suppressed"),
    /** Of a pool, where pools are allowed to stay open. */
    ALLOWED("allowed"),
    /** Open when the tests had ended, in a JVM that has not come to its end: not judged. */
    OPEN("open"),
    /** A living thread was working with it when the JVM ended: no leak. */
    IN_USE("in-use"),
    /** Opened when the JVM was ending already: no leak. */
    DURING_EXIT("during-exit");

    private final String json;

    FindingStatus(String json) {
        this.json = json;
    }

    /** The name used in JSON. */
    public String json() {
        return json;
    }

    /** What is no leak, or not known to be one. */
    public boolean isAside() {
        return this == OPEN || this == IN_USE || this == DURING_EXIT;
    }

    /** Whether the build has to fail. */
    public boolean fails() {
        return this == NEW || this == MORE;
    }
}
