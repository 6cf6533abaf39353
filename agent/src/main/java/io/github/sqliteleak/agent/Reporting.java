package io.github.sqliteleak.agent;

import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.exit.ClosedUses;
import io.github.sqliteleak.exit.ExitEvents;
import io.github.sqliteleak.exit.ExitPolicy;
import io.github.sqliteleak.exit.FindingsSoFar;
import io.github.sqliteleak.exit.ShutdownHooks;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.hook.HookTargets;
import io.github.sqliteleak.live.LiveSignals;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.console.MomentText;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.Sealed;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that reports what the {@link Watchers} have seen: while the JVM runs, when tests have ended,
 * and at exit. There from the first connection or test plan on.
 */
final class Reporting {
    static final String TOO_LATE =
            "the first connection was opened while the JVM was shutting down: no report";

    /** More than a terminal has lines. */
    private static final int GLANCED = 100;

    private final Watchers watchers;
    private final Console console;
    private final ExitReporter reporter;
    private final FindingsSoFar soFar;
    private final PlanReports planReports;
    private @Nullable ExitWork atExit;
    private @Nullable HeldWarnings held;

    Reporting(Watchers watchers, Console console, RunningJvm jvm) {
        this.watchers = watchers;
        this.console = console;
        this.reporter =
                new ExitReporter(
                        watchers.options(),
                        console,
                        jvm,
                        watchers.drivers.all(),
                        watchers.locks,
                        watchers.settings,
                        watchers.wals,
                        new ClosedUses(
                                watchers.registry.usesAfterClose(),
                                watchers.blame,
                                watchers::shown),
                        watchers.blame,
                        watchers.drivers.gaps());
        this.soFar =
                new FindingsSoFar(
                        watchers.registry,
                        watchers.exitPolicy(),
                        watchers.collectedCloser,
                        watchers.testLeaks);
        this.planReports = new PlanReports(this::reportSoFar, System::nanoTime);
    }

    /** Writes the marker that stands until the report is there. */
    void start() {
        reporter.start();
    }

    /**
     * Begins the recording, what others can ask, and the work at exit. Called once, with the
     * monitor of the session, as are all methods that change something here.
     *
     * @param hooks the application's shutdown hooks
     */
    void begin(ShutdownHooks hooks, Sealed<Instrumentation> instrumentation) {
        AgentOptions options = watchers.options();
        if (options.closeCollected()) {
            watchers.collectedCloser.start();
        }
        FlightLog flight = flight(watchers.exitPolicy(), hooks);
        watchers.wals.record(flight);
        LiveSignals signals = new LiveSignals(flight);
        LiveAccess live =
                new LiveAccess(
                        watchers.view, signals, instrumentation, options.jmx(), new Dump(this));
        letGo(live).start();
        HeldWarnings warnings = new HeldWarnings(watchers.registry, live.heldWarnings(console));
        held = warnings;
        try {
            atExit =
                    ExitWork.register(
                            watchers, reporter, hooks, flight, warnings.follow(options), console);
        } catch (IllegalStateException e) {
            console.accept(TOO_LATE);
            return;
        }
        flight.listen();
        if (watchers.locks != null) {
            watchers.locks.observe(signals);
        }
    }

    private AgentThread letGo(LiveAccess live) {
        return AgentThread.of(
                "let-go",
                new LettingGo(watchers.registry, watchers.pools, live, watchers.busy, console));
    }

    private FlightLog flight(ExitPolicy policy, ShutdownHooks hooks) {
        return FlightLog.create(
                watchers.registry,
                watchers.transactions,
                connection -> ExitEvents.snapshot(connection, policy),
                hooks::take,
                watchers.locks == null ? null : watchers.locks::waits,
                () -> HookTargets.internalErrors().count(),
                console);
    }

    private record Dump(Reporting reporting) implements Supplier<@Nullable LeakReport> {
        @Override
        public LeakReport get() {
            return reporting.dump();
        }
    }

    /** Attaching again has changed the options, and the {@link Watchers} follow them. */
    void follow(AgentOptions newOptions) {
        ExitPolicy policy = watchers.exitPolicy();
        reporter.follow(newOptions);
        soFar.follow(policy);
        ExitWork work = atExit;
        HeldWarnings warnings = held;
        if (work != null && warnings != null) {
            work.follow(policy, warnings.follow(newOptions), newOptions.exitTimeout());
        }
    }

    /** From now on there is a report even when no connection is opened. */
    void testPlanRan() {
        reporter.testPlanRan();
    }

    /** Tests have ended. */
    void planEnded() {
        planReports.planEnded();
    }

    /**
     * Writes what was seen: the agent leaves this JVM.
     *
     * @return the report; null when there is none
     */
    @Nullable Path leave() throws IOException {
        watchers.registry.closings().reconcile(DriverHandle::isKnownClosed);
        watchers.drivers
                .gaps()
                .add(
                        new Missing(
                                What.TRACKING_OFF,
                                Instant.now(),
                                null,
                                "was detached from, so that what came after is not known"));
        List<LeakedConnection> found = soFar.now(LeakKind.IN_USE_AT_EXIT);
        return reporter.reportDetached(watchers.registry.counters().now(found.size()), found);
    }

    /**
     * Whether the work at exit is done.
     *
     * @param detached whether the agent has left this JVM
     */
    void idleAtExit(boolean detached) {
        ExitWork work = atExit;
        if (work != null) {
            work.hook().idle(detached);
        }
    }

    /** What is open at this moment. */
    LeakReport dump() {
        return live(soFar.now(LeakKind.OPEN), watchers.view.moment());
    }

    /** The worst of what is open, without what a report says of each connection. */
    LeakReport glance() {
        return live(List.of(), watchers.view.moment().worst(GLANCED));
    }

    /** The worst of what is open, with what a page of text shows of each connection. */
    LeakReport page() {
        return live(List.of(), watchers.view.moment().page(MomentText.SHOWN));
    }

    private LeakReport live(List<LeakedConnection> findings, Moment moment) {
        List<Missing> unmet =
                watchers.drivers
                        .unmet()
                        .now(watchers.registry.open(), watchers.registry.openedBefore().files());
        return reporter.live(watchers.registry.counters().now(), findings, unmet, moment);
    }

    private void reportSoFar() {
        try {
            watchers.drivers.early().look();
            List<LeakedConnection> findings = soFar.now();
            reporter.reportSoFar(watchers.registry.counters().now(findings.size()), findings);
        } catch (Throwable t) {
            Guard.caught(t);
            console.accept("internal error when tests had ended, the report comes at exit: " + t);
        }
    }
}
