package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.Counts;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.List;

/** Takes the findings when all exit work is done. */
public interface Reporter {
    /**
     * Comes once, with all that was found.
     *
     * @param hooksRunning the application's shutdown hooks that had not ended in time
     */
    void report(
            ExitKind exit,
            Counts counts,
            List<LeakedConnection> leaks,
            List<DatabaseReport> databases,
            List<Thread> hooksRunning);
}
