package io.github.sqliteleak.report;

/** How the JVM came to its end. */
public enum ExitKind {
    /** All of the application's shutdown hooks had finished before connections were judged. */
    NORMAL("normal"),
    /** As normal, and the agent then sets the exit status asked for with {@code exit-code}. */
    HALTED_BY_AGENT("halted-by-agent"),
    /** Hooks of the application were still running when the time for waiting was up. */
    HOOKS_TIMED_OUT("hooks-timed-out");

    private final String json;

    ExitKind(String json) {
        this.json = json;
    }

    /** The name used in the JSON report. */
    public String json() {
        return json;
    }
}
