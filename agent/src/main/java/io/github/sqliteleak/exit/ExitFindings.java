package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.Counts;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.ReportVersion;
import java.util.List;

/**
 * What is known at some moment of the exit.
 *
 * @param hooksRunning the application's shutdown hooks that had not ended in time
 * @param missing what the work at exit has not found out, or not yet
 * @param version how much it is
 */
public record ExitFindings(
        ExitKind exit,
        Counts counts,
        List<LeakedConnection> leaks,
        List<DatabaseReport> databases,
        List<Thread> hooksRunning,
        List<Missing> missing,
        ReportVersion version) {

    /** Whether nothing more is going to come. */
    public boolean isLast() {
        return version == ReportVersion.WHOLE;
    }
}
