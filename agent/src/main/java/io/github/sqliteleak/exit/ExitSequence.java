package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.system.BoundedWork;
import io.github.sqliteleak.system.Deadline;
import io.github.sqliteleak.system.UninterruptedWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What happens at exit, in order: settle, judge, report what is known; then describe, close and
 * checkpoint, each with its share of the time and with a report that replaces the one before. So
 * there is a report from the judgement on, whatever the rest takes.
 */
public final class ExitSequence {
    /**
     * Connections that some thread is just using get this long to be closed before they are judged.
     */
    private static final Duration IN_USE_GRACE = Duration.ofMillis(200);

    /** Leaks that take a while to list. */
    private static final int MANY = 100;

    private static final ForceClose CLOSED_BY_POOL =
            new ForceClose(ForceClose.Result.ALREADY_CLOSED, "by its pool");

    private static final Duration JUST_USED = Duration.ofMillis(100);

    private final ConnectionRegistry registry;
    private final ShutdownHooks hooks;
    private volatile ExitPolicy policy;
    private final CollectedCloser collectedCloser;
    private final TestLeaks testLeaks;
    private final FlightLog flight;
    private final Reporter reporter;
    private volatile int leaks;
    private List<LeakedConnection> others = List.of();

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

    /** Attaching again has changed what the user asked for. */
    public void follow(ExitPolicy newPolicy) {
        policy = newPolicy;
    }

    /**
     * Does it all in the calling thread, but for what may not come to an end.
     *
     * @param own shutdown hooks not to wait for
     */
    public void run(Set<Thread> own) {
        long begun = System.nanoTime();
        Shares shares = new Shares(begun, policy.timeout());
        List<Thread> hooksRunning = hooks.settle(own, shares.settle());
        registry.freeze();
        if (hooksRunning.isEmpty()) {
            letThoseInUseClose(shares.settle().atMost(IN_USE_GRACE));
        }
        ExitProgress progress = new ExitProgress(registry, shares, hooksRunning, reporter);
        if (!registry.open().isEmpty()
                && !BoundedWork.run(
                        "reconcile",
                        shares.reconcile(),
                        () -> registry.closings().reconcile(DriverHandle::isKnownClosed))) {
            progress.lacks("had no time at exit to ask the driver what is closed", null);
        }
        reporter.judging(registry.open());
        List<TrackedConnection> leaked = registry.leaks().judge();
        if (!leaked.isEmpty()) {
            PoolVerdict.seeKeeping(leaked);
        }
        int open = leaked.size() + testLeaks.found().size();
        leaks = open;
        progress.judged(exitKind(hooksRunning), open);
        if (open > MANY) {
            progress.counts();
        }
        LeakDescriber describer = describer(begun);
        LeakBook book = new LeakBook(leaked, describer);
        leaks = open - book.aside();
        progress.judged(exitKind(hooksRunning), open);
        others = new ArrayList<>(testLeaks.found());
        for (TrackedConnection taken : registry.closings().takenFromBorrowers()) {
            others.add(describer.plain(taken).withForceClose(CLOSED_BY_POOL));
        }
        List<DatabaseReport> databases = new ArrayList<>();
        if (!leaked.isEmpty()) {
            progress.report(book.with(others), databases);
            describe(book, progress, shares);
            cleanUp(book, databases, progress, shares, begun, hooksRunning);
        }
        List<DatabaseReport> all = new ArrayList<>(databases);
        BoundedWork.run("left-behind", shares.checkpoint(), new LeftLook(registry, databases, all));
        progress.last(book.with(others), all);
        if (flight.isRecording()) {
            ExitEvents.commit(flight, book.with(others), databases, shares.end());
        }
    }

    private record LeftLook(
            ConnectionRegistry registry, List<DatabaseReport> reported, List<DatabaseReport> into)
            implements Runnable {
        @Override
        public void run() {
            into.addAll(LeftFiles.beside(registry.usedFiles(), reported));
        }
    }

    private LeakDescriber describer(long begun) {
        DuringExit duringExit = new DuringExit(hooks.threads(), begun);
        return new LeakDescriber(policy, System.nanoTime(), duringExit);
    }

    /** What can be reported when {@link #run} has not reported. */
    public ExitFindings countsAlone() {
        return ExitProgress.countsAlone(registry, ExitKind.NORMAL);
    }

    /** Lets the JVM end with the status that the user wants for leaks, if there are any. */
    public void haltIfWanted() {
        if (policy.exitCode() != 0 && leaks > 0) {
            hooks.haltWith(policy.exitCode());
        }
    }

    private void describe(LeakBook book, ExitProgress progress, Shares shares) {
        int lacking = book.addHolds(shares.describe());
        if (lacking > 0) {
            progress.lacks("had no time at exit to look at what connections held", lacking);
        }
        progress.step(book.with(others), List.of());
    }

    private void cleanUp(
            LeakBook book,
            List<DatabaseReport> databases,
            ExitProgress progress,
            Shares shares,
            long begun,
            List<Thread> hooksRunning) {
        if (flight.isRecording()) {
            BoundedWork.run("events", shares.look(), flight::closingAll);
        }
        CleanUp cleanUp = new CleanUp(policy, collectedCloser, book, registry::open);
        if (!cleanUp.look(shares.look())) {
            progress.lacks("had no time at exit to look at the files of its databases", null);
        }
        book.closed(cleanUp.close(hooksRunning, begun, shares.close()));
        if (cleanUp.withoutTime() > 0) {
            progress.lacks("had no time at exit to close what leaked", cleanUp.withoutTime());
        }
        progress.step(book.with(others), List.of());
        if (!cleanUp.finish(databases, shares.checkpoint())) {
            progress.lacks("had no time at exit for all of its databases", null);
        }
    }

    private void letThoseInUseClose(Deadline grace) {
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

    private ExitKind exitKind(List<Thread> hooksRunning) {
        if (!hooksRunning.isEmpty()) {
            return ExitKind.HOOKS_TIMED_OUT;
        }
        return policy.exitCode() != 0 && leaks > 0 ? ExitKind.HALTED_BY_AGENT : ExitKind.NORMAL;
    }
}
