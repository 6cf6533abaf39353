package io.github.sqliteleak.report;

/** On what evidence a connection is called a leak. */
public enum LeakKind {
    /** Still open when the application and its shutdown hooks had ended. */
    OPEN_AT_EXIT("open-at-exit"),
    /** The connection object was collected while its native handle was open. */
    GARBAGE_COLLECTED("garbage-collected"),
    /** Still open when the test that opened it had ended. */
    OPEN_AFTER_TEST("open-after-test"),
    /** Borrowed from a pool, and not given back when the application had ended. */
    NOT_GIVEN_BACK("not-given-back"),
    /** Idle in a pool that was still open when the application had ended. */
    POOL_NEVER_CLOSED("pool-never-closed"),
    /** Opened by a pool that has lost it: nobody has it, and closing the pool does not close it. */
    DROPPED_BY_POOL("dropped-by-pool"),
    /**
     * Open when the tests had ended, in a JVM that has not come to its end: a leak or not, its own
     * shutdown hooks might have closed it.
     */
    OPEN_AT_PLAN_END("open-at-plan-end"),
    /** Open at the moment at which somebody asked a JVM that goes on: no leak. */
    OPEN("open"),
    /** A living thread was working with it when the JVM ended: no leak. */
    IN_USE_AT_EXIT("in-use-at-exit"),
    /** Opened when the JVM was ending already, by a thread that went on: no leak. */
    OPENED_DURING_EXIT("opened-during-exit");

    private final String json;

    LeakKind(String json) {
        this.json = json;
    }

    /** False when it might have been closed yet, so that nobody can call it a leak. */
    public boolean isJudged() {
        return this != OPEN_AT_PLAN_END && this != OPEN && !isAside();
    }

    /** True for what is open at the end and no leak: reported apart. */
    public boolean isAside() {
        return this == IN_USE_AT_EXIT || this == OPENED_DURING_EXIT;
    }

    /**
     * The same for the report of a JVM that has not come to its end. What it had open may have been
     * collected by then or not, and the verdict must not hang on that.
     */
    public boolean isJudgedBeforeExit() {
        return isJudged() && this != GARBAGE_COLLECTED;
    }

    /** The name used in the JSON report. */
    public String json() {
        return json;
    }
}
