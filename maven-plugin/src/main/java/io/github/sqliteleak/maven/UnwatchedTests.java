package io.github.sqliteleak.maven;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the test results are of the build that is judged, and which of those are of JVMs without
 * the agent, of whose leaks no report can tell.
 */
final class UnwatchedTests {
    /** File systems tell the time of a file to two seconds at worst. */
    private static final long CLOCKS_APART = Duration.ofSeconds(2).toMillis();

    private final TestResults results;
    private final ReportedJvms jvms;
    private final Set<Path> losing;
    private final boolean prepared;
    private final long since;
    private final long sinceLast;

    /**
     * Chooses.
     *
     * @param found all that lie there
     * @param jvms those that had the agent
     * @param losing folders with results of test runs that leave the agent out by the POM
     * @param prepared when the build began in which tests last got the agent, this one or an
     *     earlier one; null when nothing tells
     * @param start of this build
     */
    UnwatchedTests(
            TestResults found,
            ReportedJvms jvms,
            Set<Path> losing,
            @Nullable Instant prepared,
            Instant start) {
        this.since = since(found, jvms, prepared, start);
        this.sinceLast = sinceLast(found, since, start.toEpochMilli());
        this.results = found.since(since);
        this.jvms = jvms;
        this.losing = losing;
        this.prepared = prepared != null;
    }

    private static long since(
            TestResults found, ReportedJvms jvms, @Nullable Instant prepared, Instant start) {
        if (prepared != null) {
            return prepared.toEpochMilli() - CLOCKS_APART;
        }
        if (found.anyWithAgent()) {
            // The note of that build is gone, so the module was cleaned: nothing is older.
            return Long.MIN_VALUE;
        }
        long now = start.toEpochMilli() - CLOCKS_APART;
        // Of an earlier build: that of the reports, as far as is known, or a later one.
        return found.since(now).isEmpty() ? jvms.firstStart() : now;
    }

    /** When the last build with tests began: this one, if it had some. */
    private static long sinceLast(TestResults found, long since, long start) {
        return found.since(start).isEmpty() ? since : Math.max(since, start - CLOCKS_APART);
    }

    /** Those of the tests that ran in the build that is judged. */
    TestResults results() {
        return results;
    }

    boolean hasReports() {
        return !jvms.all().isEmpty();
    }

    /** Whether there are reports, and all of them are of an earlier build. */
    boolean reportsAreOld() {
        return hasReports() && !jvms.wroteSince(sinceLast);
    }

    /** Whether the tests were to have the agent in this build, and nothing shows that they had. */
    boolean isUnknown(List<TestResult> without) {
        return prepared
                && !hasReports()
                && without.stream().allMatch(result -> result.command() == null);
    }

    /** Those by whose JVM the agent was lost. */
    List<TestResult> list() {
        List<TestResult> unmarked = results.withoutAgent();
        List<TestResult> unreported =
                unmarked.stream().filter(result -> !jvms.ran(result, CLOCKS_APART)).toList();
        boolean marked = unmarked.size() < results.all().size();
        if (!marked && unreported.size() < unmarked.size()) {
            // Given by hand, and one that opened no connection need not have reported.
            return List.of();
        }
        boolean reported = jvms.wroteSince(since);
        return unreported.stream()
                .filter(
                        result ->
                                result.command() != null
                                        || !reported
                                        || (prepared && losing.contains(result.file().getParent())))
                .toList();
    }
}
