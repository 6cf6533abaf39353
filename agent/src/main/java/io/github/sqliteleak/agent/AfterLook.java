package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.ExitFindings;
import io.github.sqliteleak.exit.Reporter;

/** Has a last look at the drivers that are not woven before the report is written. */
record AfterLook(EarlyDrivers earlyDrivers, Reporter reporter) implements Reporter {
    @Override
    public void report(ExitFindings findings) {
        earlyDrivers.look();
        reporter.report(findings);
    }
}
