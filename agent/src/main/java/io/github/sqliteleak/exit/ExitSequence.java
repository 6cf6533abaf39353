package io.github.sqliteleak.exit;

import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.lock.OpenFiles;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.UninterruptedWait;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.ForceClose.Result;
import io.github.sqliteleak.report.LeakedConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens at exit, in order: settle, judge, close, checkpoint, report. Each step has a share
 * of the time, so that the report is written whatever the others take.
 */
public final class ExitSequence {
    private static final double SETTLE_SHARE = 0.7;
    private static final double CLOSE_SHARE = 0.85;
    private static final double CHECKPOINT_SHARE = 0.95;

    /**
     * Connections that some thread is just using get this long to be closed before they are judged.
     */
    private static final Duration IN_USE_GRACE = Duration.ofMillis(200);

    private static final Duration JUST_USED = Duration.ofMillis(100);

    private final ConnectionRegistry registry;
    private final ShutdownHooks hooks;
    private final ExitPolicy policy;
    private final CollectedCloser collectedCloser;
    private final TestLeaks testLeaks;
    private final FlightLog flight;
    private final Reporter reporter;

    public ExitSequence(
            ConnectionRegistry registry,
            ShutdownHooks hooks,
            ExitPolicy policy,
            CollectedCloser collectedCloser,
            TestLeaks testLeaks,
            FlightLog flight,
            Reporter reporter) {
        this.registry = registry;
        this.hooks = hooks;
        this.policy = policy;
        this.collectedCloser = collectedCloser;
        this.testLeaks = testLeaks;
        this.flight = flight;
        this.reporter = reporter;
    }

    /**
     * Does it all in the calling thread.
     *
     * @param own shutdown hooks not to wait for
     */
    public void run(Set<Thread> own) {
        long begun = System.nanoTime();
        List<Thread> hooksRunning = hooks.settle(own, share(begun, SETTLE_SHARE));
        registry.freeze();
        long settled = System.nanoTime();
        if (hooksRunning.isEmpty()) {
            letThoseInUseClose();
        }
        if (!registry.open().isEmpty()) {
            registry.reconcile(Driver::isKnownClosed);
        }
        List<TrackedConnection> leaked = registry.judge();
        LeakDescriber describer = new LeakDescriber(policy, settled);
        List<LeakedConnection> described = new ArrayList<>(leaked.size());
        for (TrackedConnection connection : leaked) {
            described.add(describer.describe(connection));
        }
        flight.closingAll();
        List<DatabaseReport> databases = cleanUp(leaked, described, hooksRunning, begun);
        described.addAll(testLeaks.found());
        if (flight.isRecording()) {
            ExitEvents.commit(flight, described, databases);
        }
        reporter.report(
                exitKind(hooksRunning, described),
                registry.counts(described.size()),
                described,
                databases,
                hooksRunning);
        if (policy.exitCode() != 0 && !described.isEmpty()) {
            hooks.haltWith(policy.exitCode());
        }
    }

    /** Closes and checkpoints; replaces each description by one that says what became of it. */
    private List<DatabaseReport> cleanUp(
            List<TrackedConnection> leaked,
            List<LeakedConnection> described,
            List<Thread> hooksRunning,
            long begun) {
        List<DatabaseReport> reports = new ArrayList<>();
        if (leaked.isEmpty()) {
            return reports;
        }
        Set<String> openFiles = collectedCloser.withFilesClosed(OpenFiles.ofThisProcess());
        List<DatabaseCleanup> cleanups = new ArrayList<>();
        for (LeakedDatabase database : LeakedDatabase.of(leaked, collectedCloser::reopening)) {
            Long walBytesBefore = collectedCloser.walBytesBefore(database);
            cleanups.add(new DatabaseCleanup(database, openFiles, walBytesBefore, notWanted()));
        }
        Map<TrackedConnection, ForceClose> outcomes =
                policy.close()
                        ? close(leaked, hooksRunning, begun)
                        : untouched(leaked, "on-exit=report");
        for (int i = 0; i < leaked.size(); i++) {
            ForceClose outcome = outcomes.get(leaked.get(i));
            if (outcome != null) {
                described.set(i, described.get(i).withForceClose(outcome));
            }
        }
        for (DatabaseCleanup cleanup : cleanups) {
            reports.add(
                    cleanup.finish(
                            stillOpen(cleanup.database(), outcomes),
                            share(begun, CHECKPOINT_SHARE)));
        }
        return reports;
    }

    private Map<TrackedConnection, ForceClose> close(
            List<TrackedConnection> leaked, List<Thread> hooksRunning, long begun) {
        Map<TrackedConnection, ForceClose> outcomes = new HashMap<>();
        List<TrackedConnection> toClose = new ArrayList<>();
        for (TrackedConnection connection : leaked) {
            ForceClose before = collectedCloser.outcome(connection);
            if (before == null && !hooksRunning.isEmpty() && connection.lastUseNanos() >= begun) {
                // It may be the very connection that the application's hook is working with.
                before =
                        new ForceClose(
                                Result.NOT_ATTEMPTED,
                                "used while the shutdown hook \""
                                        + hooksRunning.get(0).getName()
                                        + "\" was still running");
            }
            if (before == null) {
                toClose.add(connection);
            } else {
                outcomes.put(connection, before);
            }
        }
        List<ForceClose> results = new ForceCloser().close(toClose, share(begun, CLOSE_SHARE));
        for (int i = 0; i < toClose.size(); i++) {
            outcomes.put(toClose.get(i), results.get(i));
        }
        return outcomes;
    }

    private static Map<TrackedConnection, ForceClose> untouched(
            List<TrackedConnection> leaked, String reason) {
        Map<TrackedConnection, ForceClose> outcomes = new HashMap<>();
        for (TrackedConnection connection : leaked) {
            outcomes.put(connection, new ForceClose(Result.NOT_ATTEMPTED, reason));
        }
        return outcomes;
    }

    private static List<Long> stillOpen(
            LeakedDatabase database, Map<TrackedConnection, ForceClose> outcomes) {
        List<Long> open = new ArrayList<>();
        for (TrackedConnection connection : database.connections()) {
            ForceClose outcome = outcomes.get(connection);
            if (outcome == null
                    || (outcome.result() != Result.CLOSED
                            && outcome.result() != Result.ALREADY_CLOSED)) {
                open.add(connection.id());
            }
        }
        return open;
    }

    private void letThoseInUseClose() {
        Deadline grace = Deadline.in(IN_USE_GRACE);
        long justUsed = System.nanoTime() - JUST_USED.toNanos();
        for (TrackedConnection connection : registry.open()) {
            while (connection.closedNanos() == 0
                    && (connection.inFlight() != null || connection.lastUseNanos() > justUsed)
                    && connection.thread() != null
                    && !grace.hasPassed()) {
                UninterruptedWait.sleep(1);
            }
        }
    }

    private @Nullable String notWanted() {
        if (!policy.close()) {
            return "on-exit=report";
        }
        return policy.checkpoint() ? null : "checkpoint=off";
    }

    private ExitKind exitKind(List<Thread> hooksRunning, List<LeakedConnection> leaked) {
        if (!hooksRunning.isEmpty()) {
            return ExitKind.HOOKS_TIMED_OUT;
        }
        return policy.exitCode() != 0 && !leaked.isEmpty()
                ? ExitKind.HALTED_BY_AGENT
                : ExitKind.NORMAL;
    }

    private Deadline share(long begunNanos, double share) {
        return new Deadline(begunNanos + (long) (policy.timeout().toNanos() * share));
    }
}
