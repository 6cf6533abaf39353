package io.github.sqliteleak.exit;

/** Takes the findings as the work at exit goes on. */
public interface Reporter {
    /**
     * Writes them down in the place of those that came before. Prints nothing: the report must be
     * there whoever reads the console.
     */
    void report(ExitFindings findings);
}
