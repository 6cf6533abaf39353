package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.ExitFindings;
import io.github.sqliteleak.exit.Reporter;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.Collection;

/**
 * Has a last look at the drivers that were there before the agent, before the report is written.
 */
record AfterLook(DriversSeen drivers, ConnectionRegistry registry, Reporter reporter)
        implements Reporter {
    @Override
    public void judging(Collection<TrackedConnection> open) {
        drivers.unmet().look(open, registry.openedBefore().files());
    }

    @Override
    public void report(ExitFindings findings) {
        drivers.early().look();
        reporter.report(findings);
    }
}
