package io.github.sqliteleak.report;

/** On what evidence a connection is called a leak. */
public enum LeakKind {
    /** Still open when the application and its shutdown hooks had ended. */
    OPEN_AT_EXIT("open-at-exit"),
    /** The connection object was collected while its native handle was open. */
    GARBAGE_COLLECTED("garbage-collected"),
    /** Still open when the test that opened it had ended. */
    OPEN_AFTER_TEST("open-after-test");

    private final String json;

    LeakKind(String json) {
        this.json = json;
    }

    /** The name used in the JSON report. */
    public String json() {
        return json;
    }
}
