package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Counts;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.ReportVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands over what is known as the exit goes on, and keeps what it has had no time for. */
final class ExitProgress {
    private static final String UNDER_WAY =
            "was cut short in its work at exit: what leaked is listed, and not all of what it held"
                    + " and of the clean-up";

    private static final String NO_LIST =
            "was cut short in its work at exit before it had listed what leaked";

    private static final Duration COUNTING = Duration.ofSeconds(2);

    /** A replacement on the way must not take more than this part of the time that is left. */
    private static final int PART = 4;

    private final ConnectionRegistry registry;
    private final Shares shares;
    private final List<Thread> hooksRunning;
    private final Reporter reporter;
    private final List<Missing> missing = new ArrayList<>();
    private ExitKind exit = ExitKind.NORMAL;
    private int leaks;
    private long reportingNanos;

    ExitProgress(
            ConnectionRegistry registry,
            Shares shares,
            List<Thread> hooksRunning,
            Reporter reporter) {
        this.registry = registry;
        this.shares = shares;
        this.hooksRunning = hooksRunning;
        this.reporter = reporter;
    }

    /**
     * Something of the work was cut short.
     *
     * @param detail as of {@link Missing}
     * @param connections how many it would have been about; null when that is not known
     */
    void lacks(String detail, @Nullable Integer connections) {
        Long count = connections == null ? null : Long.valueOf(connections);
        missing.add(new Missing(What.EXIT_WORK, null, count, detail));
    }

    void judged(ExitKind newExit, int newLeaks) {
        exit = newExit;
        leaks = newLeaks;
    }

    /** How many there are and no more, for the time that it takes to list very many. */
    void counts() {
        reporter.report(countsAlone(registry, exit));
    }

    /** What can be said whatever has failed: what is open leaks. */
    static ExitFindings countsAlone(ConnectionRegistry registry, ExitKind exit) {
        Counts counts = registry.counters().now().allOpenLeaked();
        return new ExitFindings(
                exit,
                counts,
                List.of(),
                List.of(),
                List.of(),
                List.of(new Missing(What.EXIT_WORK, null, counts.leaked(), NO_LIST)),
                ReportVersion.COUNTS);
    }

    /** The first list, which is to be there before anything that may take time. */
    void report(List<LeakedConnection> described, List<DatabaseReport> databases) {
        long begun = System.nanoTime();
        List<Missing> all = new ArrayList<>(missing);
        all.add(new Missing(What.EXIT_WORK, null, null, UNDER_WAY));
        hand(registry.counters().now(leaks), described, databases, all, ReportVersion.PLAIN);
        reportingNanos = System.nanoTime() - begun;
    }

    /** A report that says more, if there is the time to write it. */
    void step(List<LeakedConnection> described, List<DatabaseReport> databases) {
        long left = shares.end().nanosLeft();
        if (reportingNanos < left / PART) {
            report(described, databases);
        }
    }

    /** The last one. */
    void last(List<LeakedConnection> described, List<DatabaseReport> databases) {
        long left = Math.min(shares.end().nanosLeft(), COUNTING.toNanos());
        hand(
                registry.counters().settled(leaks, left),
                described,
                databases,
                missing,
                ReportVersion.WHOLE);
    }

    private void hand(
            Counts counts,
            List<LeakedConnection> described,
            List<DatabaseReport> databases,
            List<Missing> lacking,
            ReportVersion version) {
        reporter.report(
                new ExitFindings(
                        exit,
                        counts,
                        described,
                        List.copyOf(databases),
                        hooksRunning,
                        List.copyOf(lacking),
                        version));
    }
}
