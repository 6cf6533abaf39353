package io.github.sqliteleak.cli;

/** What the process ends with. */
public final class ExitStatus {
    public static final int CLEAN = 0;

    /** Something leaked that is neither suppressed nor in the baseline. Wins over incomplete. */
    public static final int LEAKS = 1;

    /** The arguments, the suppressions or the baseline cannot be used, or nothing be written. */
    public static final int WRONG_USE = 2;

    /** No report, or reports that are missing or cannot be read. */
    public static final int INCOMPLETE = 3;

    /** A JVM could not be attached to, or has not done what it was asked for. */
    public static final int NOT_ATTACHED = 4;

    private ExitStatus() {}
}
