package io.github.sqliteleak.maven;

import java.time.Duration;
import java.util.List;

/**
 * Which of the test results are of this build, and which of those are of JVMs without the agent, of
 * whose leaks no report can tell.
 */
final class UnwatchedTests {
    /** File systems tell the time of a file to two seconds at worst. */
    private static final long CLOCKS_APART = Duration.ofSeconds(2).toMillis();

    private final TestResults results;
    private final ReportedJvms jvms;
    private final long since;

    /**
     * Chooses.
     *
     * @param found all that lie there
     * @param jvms those that had the agent
     * @param prepared whether {@code prepare-agent} was part of this build
     * @param startMillis of this build, in milliseconds since 1970
     */
    UnwatchedTests(TestResults found, ReportedJvms jvms, boolean prepared, long startMillis) {
        long start = startMillis - CLOCKS_APART;
        if (prepared || !found.since(start).isEmpty()) {
            since = start;
        } else {
            // Of an earlier build: that of the reports, as far as is known, or a later one.
            since = jvms.firstStart();
        }
        this.results = found.since(since);
        this.jvms = jvms;
    }

    /** Those of the tests that ran in this build, or else in the one that is judged. */
    TestResults results() {
        return results;
    }

    boolean hasReports() {
        return !jvms.all().isEmpty();
    }

    /** Whether there are reports, and all of them are of an earlier build. */
    boolean reportsAreOld() {
        return hasReports() && !jvms.wroteSince(since);
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
        return unreported.stream().filter(result -> result.command() != null || !reported).toList();
    }
}
