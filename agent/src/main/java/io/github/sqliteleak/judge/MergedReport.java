package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.SettingNote;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.UsedAfterClose;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.List;

/**
 * What several JVMs have to say together, but for their leaks.
 *
 * @param jvms one for each report, in the order of the reports
 * @param totals added up; {@code peakOpen} is the highest of one JVM, and {@code leaked} counts
 *     what was open in a JVM that has not come to its end, too
 * @param leaked the same without what nobody can judge
 * @param lockTimeoutsUnknown how many of the JVMs did not count lock timeouts
 * @param lockWaits one for each place, database and holders, those that cost most first
 * @param databases one for each path, the one in most trouble
 * @param settings those that are not in force, each once for a database
 * @param usedAfterClose one for each pair of places and database
 * @param completeness what any of them does not know
 */
public record MergedReport(
        List<JvmInfo> jvms,
        List<DriverInfo> drivers,
        Totals totals,
        long leaked,
        int lockTimeoutsUnknown,
        List<LockWaitGroup> lockWaits,
        List<DatabaseReport> databases,
        List<SettingNote> settings,
        List<UsedAfterClose> usedAfterClose,
        Completeness completeness) {}
