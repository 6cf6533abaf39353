package io.github.sqliteleak.report;

import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one JVM has to say at its end; the JSON file is this value written down.
 *
 * @param jvm the process that ran
 * @param drivers the copies of sqlite-jdbc seen, with how closely each was followed
 * @param totals counts over the whole life of the JVM
 * @param leaks leak sites, the most certain and most harmful first
 * @param lockWaits statements that failed because of a lock, in the order of their first failures
 * @param databases the databases that leaked connections pointed at, with what the clean-up did to
 *     them
 * @param settings settings that were asked for and are not in force, as they were found
 * @param usedAfterClose calls that failed because their connection had been closed
 * @param completeness what of all this is not the whole truth; what follows from the JVM and the
 *     drivers is added to it
 * @param moment what a JVM that goes on was asked for; null at its end
 */
public record LeakReport(
        JvmInfo jvm,
        List<DriverInfo> drivers,
        Totals totals,
        List<LeakSite> leaks,
        List<LockWaitGroup> lockWaits,
        List<DatabaseReport> databases,
        List<SettingNote> settings,
        List<UsedAfterClose> usedAfterClose,
        Completeness completeness,
        @Nullable Moment moment) {

    public LeakReport {
        completeness = completeness.with(jvm, drivers);
    }

    /** Of a JVM that nobody has asked while it ran. */
    public LeakReport(
            JvmInfo jvm,
            List<DriverInfo> drivers,
            Totals totals,
            List<LeakSite> leaks,
            List<LockWaitGroup> lockWaits,
            List<DatabaseReport> databases,
            List<SettingNote> settings,
            List<UsedAfterClose> usedAfterClose,
            Completeness completeness) {
        this(
                jvm,
                drivers,
                totals,
                leaks,
                lockWaits,
                databases,
                settings,
                usedAfterClose,
                completeness,
                null);
    }

    /** Of a JVM in which nothing was used after it had been closed. */
    public LeakReport(
            JvmInfo jvm,
            List<DriverInfo> drivers,
            Totals totals,
            List<LeakSite> leaks,
            List<LockWaitGroup> lockWaits,
            List<DatabaseReport> databases,
            List<SettingNote> settings,
            Completeness completeness) {
        this(jvm, drivers, totals, leaks, lockWaits, databases, settings, List.of(), completeness);
    }

    /** Of a JVM in which all was seen. */
    public LeakReport(
            JvmInfo jvm,
            List<DriverInfo> drivers,
            Totals totals,
            List<LeakSite> leaks,
            List<LockWaitGroup> lockWaits,
            List<DatabaseReport> databases,
            List<SettingNote> settings) {
        this(jvm, drivers, totals, leaks, lockWaits, databases, settings, Completeness.COMPLETE);
    }

    /** Of a JVM with nothing to say about settings. */
    public LeakReport(
            JvmInfo jvm,
            List<DriverInfo> drivers,
            Totals totals,
            List<LeakSite> leaks,
            List<LockWaitGroup> lockWaits,
            List<DatabaseReport> databases) {
        this(jvm, drivers, totals, leaks, lockWaits, databases, List.of());
    }
}
