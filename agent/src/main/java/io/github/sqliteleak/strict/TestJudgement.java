package io.github.sqliteleak.strict;

import io.github.sqliteleak.agent.OpeningPlace;
import io.github.sqliteleak.exit.TestLeaks;
import io.github.sqliteleak.judge.Suppressions;
import io.github.sqliteleak.registry.OpenScope;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.tests.TestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Sorts what is open when a test, or a class, has ended: its own, perhaps its own, others'. */
final class TestJudgement {
    private final TestLeaks leaks;
    private final Suppressions suppressions;
    private final TestEvidence evidence;
    private final OpenScope scope;
    private final @Nullable TestName running;
    private final String testName;

    private final List<TrackedConnection> certain = new ArrayList<>();
    private final List<LeakedConnection> unsure = new ArrayList<>();
    private final Set<String> reasons = new TreeSet<>();

    /**
     * @param running the test, as the test platform knows it
     * @param testName in the report
     */
    TestJudgement(
            TestLeaks leaks,
            Suppressions suppressions,
            TestEvidence evidence,
            OpenScope scope,
            @Nullable TestName running,
            String testName) {
        this.leaks = leaks;
        this.suppressions = suppressions;
        this.evidence = evidence;
        this.scope = scope;
        this.running = running;
        this.testName = testName;
    }

    void judge() {
        for (TrackedConnection connection : leaks.leftOpen(this::isCandidate)) {
            judge(connection);
        }
    }

    private boolean isCandidate(TrackedConnection connection) {
        return scope.holds(connection)
                || TestEvidence.isWhileAlone(connection, running)
                || evidence.isOfTheClass(connection);
    }

    private void judge(TrackedConnection connection) {
        boolean ofTheClass = evidence.isOfTheClass(connection);
        if (!ofTheClass && OpeningPlace.initialisedClass(connection) != null) {
            // Made once for this JVM: it outlives each test, whichever comes first.
            return;
        }
        LeakedConnection leak = leaks.describe(connection).leftBy(testName);
        if (leak.isIdleInPool() || suppressions.matches(leak)) {
            return;
        }
        boolean own = scope.holds(connection);
        String reason =
                own || ofTheClass ? null : evidence.ofTheTestAlone(connection, running, scope);
        if (reason != null) {
            reasons.add(
                    "\n  why this test: thread \""
                            + leak.thread()
                            + "\" opened it while "
                            + reason);
        }
        if (ofTheClass || reason != null || (own && evidence.isCertain(connection))) {
            certain.add(connection);
        } else if (own || OpenScope.isOver(connection)) {
            unsure.add(leak);
        }
    }

    /** What may be this test's or another one's. */
    List<LeakedConnection> unsure() {
        return unsure;
    }

    /** Closes what is certain; returns what nobody has closed meanwhile. */
    List<LeakedConnection> close() {
        return certain.isEmpty() ? List.of() : leaks.close(certain, testName);
    }

    /** Why it is counted to the test where its threads do not show it; lines, or empty. */
    String reasons() {
        return String.join("", reasons);
    }
}
