package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.Reporter;
import io.github.sqliteleak.registry.Counts;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.List;

/** Has a last look at the drivers that are not woven before the report is written. */
record AfterLook(EarlyDrivers earlyDrivers, Reporter reporter) implements Reporter {
    @Override
    public void report(
            ExitKind exit,
            Counts counts,
            List<LeakedConnection> leaks,
            List<DatabaseReport> databases,
            List<Thread> hooksRunning) {
        earlyDrivers.look();
        reporter.report(exit, counts, leaks, databases, hooksRunning);
    }
}
