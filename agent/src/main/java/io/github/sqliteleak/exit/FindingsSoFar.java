package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * What would leak if the JVM came to its end without closing anything more. Judges nothing, closes
 * nothing.
 */
public final class FindingsSoFar {
    private static final ForceClose NOT_YET =
            new ForceClose(ForceClose.Result.NOT_ATTEMPTED, "the JVM was still running");

    private final ConnectionRegistry registry;
    private volatile ExitPolicy policy;
    private final CollectedCloser collectedCloser;
    private final TestLeaks testLeaks;

    public FindingsSoFar(
            ConnectionRegistry registry,
            ExitPolicy policy,
            CollectedCloser collectedCloser,
            TestLeaks testLeaks) {
        this.registry = registry;
        this.policy = policy;
        this.collectedCloser = collectedCloser;
        this.testLeaks = testLeaks;
    }

    /** Attaching again has changed what the user asked for. */
    public void follow(ExitPolicy newPolicy) {
        policy = newPolicy;
    }

    /** As it is now. */
    public List<LeakedConnection> now() {
        return now(LeakKind.OPEN_AT_PLAN_END);
    }

    /**
     * As {@link #now()}.
     *
     * @param open what an open connection is called
     */
    public List<LeakedConnection> now(LeakKind open) {
        LeakDescriber describer = new LeakDescriber(policy, System.nanoTime());
        List<LeakedConnection> findings = new ArrayList<>(testLeaks.found());
        for (TrackedConnection connection : registry.leaks().openSoFar()) {
            ForceClose outcome = collectedCloser.outcome(connection);
            findings.add(
                    describer
                            .describe(connection, open)
                            .withForceClose(outcome == null ? NOT_YET : outcome));
        }
        return findings;
    }
}
