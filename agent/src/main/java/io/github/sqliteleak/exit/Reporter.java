package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.TrackedConnection;
import java.util.Collection;

/** Takes the findings as the work at exit goes on. */
public interface Reporter {
    /**
     * It is about to be judged what is open now.
     *
     * @param open all of it
     */
    default void judging(Collection<TrackedConnection> open) {}

    /**
     * Writes them down in the place of those that came before. Prints nothing: the report must be
     * there whoever reads the console.
     */
    void report(ExitFindings findings);
}
