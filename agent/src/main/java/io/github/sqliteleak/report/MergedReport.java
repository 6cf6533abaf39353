package io.github.sqliteleak.report;

import java.util.List;

/**
 * What several JVMs have to say together, but for their leaks.
 *
 * @param jvms one for each report, in the order of the reports
 * @param totals added up; {@code peakOpen} is the highest of one JVM
 * @param lockTimeoutsUnknown how many of the JVMs did not count lock timeouts
 * @param lockWaits one for each place, database and holders, those that cost most first
 * @param databases one for each path, the one in most trouble
 * @param settings those that are not in force, each once for a database
 */
public record MergedReport(
        List<JvmInfo> jvms,
        List<DriverInfo> drivers,
        Totals totals,
        int lockTimeoutsUnknown,
        List<LockWaitGroup> lockWaits,
        List<DatabaseReport> databases,
        List<SettingNote> settings) {

    /** Of JVMs with nothing to say about settings. */
    public MergedReport(
            List<JvmInfo> jvms,
            List<DriverInfo> drivers,
            Totals totals,
            int lockTimeoutsUnknown,
            List<LockWaitGroup> lockWaits,
            List<DatabaseReport> databases) {
        this(jvms, drivers, totals, lockTimeoutsUnknown, lockWaits, databases, List.of());
    }
}
