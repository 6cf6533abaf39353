package io.github.sqliteleak.agent;

import io.github.sqliteleak.agent.AgentOptions.ConsoleChoice;
import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.exit.ClosedUses;
import io.github.sqliteleak.exit.CollectedCloser;
import io.github.sqliteleak.exit.ExitEvents;
import io.github.sqliteleak.exit.ExitPolicy;
import io.github.sqliteleak.exit.ExitSequence;
import io.github.sqliteleak.exit.FindingsSoFar;
import io.github.sqliteleak.exit.ShutdownHooks;
import io.github.sqliteleak.exit.TestLeaks;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.held.HeldText;
import io.github.sqliteleak.held.HeldWatch;
import io.github.sqliteleak.hook.HookTargets;
import io.github.sqliteleak.live.LiveSignals;
import io.github.sqliteleak.live.LiveView;
import io.github.sqliteleak.lock.BusyHandlers;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.pool.ExhaustedPools;
import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.pool.WrapperWeaving;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.sql.SqlInReports;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.Sealed;
import io.github.sqliteleak.system.SeparateThread;
import io.github.sqliteleak.transaction.TransactionTracker;
import io.github.sqliteleak.weave.PoolWeaving;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of the agent in one JVM, once a driver is there: from the first connection to the
 * report.
 */
public final class Session {
    private static final String TOO_LATE =
            "the first connection was opened while the JVM was shutting down: no report";

    /** More than a terminal has lines. */
    private static final int GLANCED = 100;

    private volatile AgentOptions options;
    private final Console console;
    private final Sealed<Instrumentation> instrumentation;
    private final long jvmStartMillis;
    private final ConnectionRegistry registry;
    private final TransactionTracker transactions;
    private final @Nullable LockWatch locks;
    private final @Nullable BusyHandlers busy;
    private final SettingsWatch settings;
    private final WalNotes wals;
    private final PoolWeaving poolWeaving;
    private final Pools pools;
    private final CollectedCloser collectedCloser;
    private final TestLeaks testLeaks;
    private final Blame blame;
    private final LiveView view;
    private final DriversSeen drivers;
    private volatile boolean testPlanRan;
    private @Nullable ExitReporter reporter;
    private @Nullable ExitHook exitHook;
    private @Nullable ExitSequence exitSequence;
    private @Nullable HeldWatch held;
    private @Nullable LiveAccess live;
    private volatile @Nullable FindingsSoFar soFar;
    private volatile @Nullable PlanReports planReports;

    Session(
            AgentOptions options,
            Console console,
            Sealed<Instrumentation> instrumentation,
            long jvmStartMillis) {
        this.options = options;
        this.console = console;
        this.instrumentation = instrumentation;
        this.jvmStartMillis = jvmStartMillis;
        this.registry = new ConnectionRegistry(tracking(options));
        this.transactions = new TransactionTracker(options.transactionStacks());
        this.drivers = new DriversSeen(instrumentation);
        this.locks =
                options.lockWaits()
                        ? new LockWatch(registry, options.stackDepth(), this::shown)
                        : null;
        this.settings =
                new SettingsWatch(
                        registry,
                        options.stackDepth(),
                        () -> this.options.sql() != SqlInReports.OFF,
                        this::print);
        this.collectedCloser = new CollectedCloser(registry);
        this.poolWeaving = new PoolWeaving(instrumentation, Guard::caught);
        this.pools =
                new Pools(
                        registry,
                        new WovenWrappers(poolWeaving, registry),
                        new ExhaustedPools(registry, console));
        this.blame =
                new Blame(new LoadedClasses(instrumentation), RunningJvm.main(), options.own());
        this.wals = new WalNotes(options, registry, transactions, settings, blame);
        this.view =
                new LiveView(registry, locks, pools, blame, options.stackDepth(), options.sql());
        this.testLeaks = new TestLeaks(registry, exitPolicy(), collectedCloser);
        this.busy = locks == null ? null : new BusyHandlers(locks, new WovenHandlers());
        install();
    }

    private void install() {
        HookTargets.watchSettings(settings);
        HookTargets.watchPools(pools);
        HookTargets.install(registry, transactions, locks, busy, this::beginAtOpening, console);
    }

    /**
     * The agent leaves this JVM: writes what it has seen, and does nothing more, not even at the
     * end.
     *
     * @return the report; null when there is none
     */
    synchronized @Nullable Path leave() throws IOException {
        HookTargets.turnOff();
        ExitHook hook = exitHook;
        if (hook != null) {
            hook.idle(true);
        }
        ExitReporter to = reporter;
        FindingsSoFar known = soFar;
        if (to == null || known == null) {
            return null;
        }
        registry.reconcile(DriverHandle::isKnownClosed);
        drivers.gaps()
                .add(
                        new Missing(
                                What.TRACKING_OFF,
                                Instant.now(),
                                null,
                                "was detached from, so that what came after is not known"));
        List<LeakedConnection> found = known.now(LeakKind.IN_USE_AT_EXIT);
        return to.reportDetached(registry.countsSoFar(found.size()), found);
    }

    /** The agent comes back. */
    synchronized void comeBack() {
        registry.thaw();
        registry.reconcile(DriverHandle::isKnownClosed);
        install();
        ExitHook hook = exitHook;
        if (hook != null) {
            hook.idle(false);
        }
    }

    /** Attaching again has changed the options, as far as they can change. */
    synchronized void follow(AgentOptions newOptions) {
        options = newOptions;
        registry.follow(tracking(newOptions));
        transactions.keepStacks(newOptions.transactionStacks());
        view.show(newOptions.sql());
        ExitPolicy policy = exitPolicy();
        testLeaks.follow(policy);
        ExitReporter to = reporter;
        FindingsSoFar findings = soFar;
        if (to != null && findings != null) {
            to.follow(newOptions);
            findings.follow(policy);
        }
        ExitHook hook = exitHook;
        ExitSequence sequence = exitSequence;
        if (hook != null && sequence != null) {
            sequence.follow(policy);
            hook.follow(heldWatch(), newOptions.exitTimeout());
        }
    }

    private static TrackingPolicy tracking(AgentOptions options) {
        return new TrackingPolicy(options.statementStacks(), new Exclusions(options.exclude()));
    }

    private @Nullable String shown(@Nullable String sql) {
        return options.sql().show(sql);
    }

    private void print(String warning) {
        if (options.console() != ConsoleChoice.OFF) {
            console.accept(warning);
        }
    }

    ConnectionRegistry registry() {
        return registry;
    }

    DriversSeen drivers() {
        return drivers;
    }

    public TestLeaks testLeaks() {
        return testLeaks;
    }

    /** A driver is being woven. */
    void driverWoven(@Nullable String driverVersion, boolean locksWatched) {
        poolWeaving.begin();
        drivers.add(driverVersion, locksWatched);
    }

    /** A driver that was loaded before is being woven. */
    void loadedDriverWoven(ClassLoader loader, @Nullable String driverVersion) {
        poolWeaving.begin();
        if (drivers.addWovenAsLoaded(loader, driverVersion)) {
            // What is open may never be met: then that is what there is to report.
            beginElsewhere();
        }
    }

    /**
     * A driver may be used from now on and no hook will say so: what is needed to report on it has
     * to be there from the start.
     */
    void driverWasLoadedBefore() {
        beginElsewhere();
    }

    /** Tests begin: there is going to be a report, whether they open a connection or not. */
    void planBegan() {
        if (!testPlanRan || planReports == null) {
            testPlanRan = true;
            beginElsewhere();
        }
    }

    /** Tests have ended. */
    void planEnded() {
        PlanReports reports = planReports;
        if (reports != null) {
            reports.planEnded();
        }
    }

    private void beginAtOpening() {
        SeparateThread.run(
                "begin",
                () -> {
                    beginOrSayWhyNot();
                    weavePools();
                });
    }

    /** Somebody waits for a report, and pools have been at work before the driver is used again. */
    void beginAttached() {
        beginAtOpening();
    }

    private void weavePools() {
        try {
            if (poolWeaving.weaveLoaded()) {
                registry.classesChanged();
            }
            pools.woven();
        } catch (Throwable t) {
            Guard.caught(t);
        }
    }

    private void beginElsewhere() {
        SeparateThread.run("begin", this::beginOrSayWhyNot);
    }

    private void beginOrSayWhyNot() {
        try {
            begin();
        } catch (Throwable t) {
            Guard.caught(t);
            console.accept("internal error at the first connection, there is no report: " + t);
        }
    }

    /** Comes with the first connection and with the first test plan, whichever is first. */
    private synchronized void begin() {
        if (reporter != null) {
            if (testPlanRan) {
                reporter.testPlanRan();
            }
            return;
        }
        ShutdownHooks hooks;
        try {
            hooks = CapturedHooks.of(instrumentation, console);
        } catch (IllegalStateException e) {
            console.accept(TOO_LATE);
            return;
        }
        RunningJvm jvm = new RunningJvm(jvmStartMillis);
        ExitReporter newReporter =
                new ExitReporter(
                        options,
                        console,
                        jvm,
                        drivers.all(),
                        locks,
                        settings,
                        wals,
                        new ClosedUses(registry.usesAfterClose(), blame, this::shown),
                        blame,
                        drivers.gaps());
        newReporter.start();
        if (testPlanRan) {
            newReporter.testPlanRan();
        }
        reporter = newReporter;
        if (options.closeCollected()) {
            collectedCloser.start();
        }
        ExitPolicy policy = exitPolicy();
        FindingsSoFar findings = new FindingsSoFar(registry, policy, collectedCloser, testLeaks);
        soFar = findings;
        planReports = new PlanReports(() -> reportSoFar(newReporter, findings), System::nanoTime);
        FlightLog flight =
                FlightLog.create(
                        registry,
                        transactions,
                        connection -> ExitEvents.snapshot(connection, policy),
                        hooks::take,
                        locks == null ? null : locks::waits,
                        () -> HookTargets.internalErrors().count(),
                        console);
        wals.record(flight);
        LiveSignals signals = new LiveSignals(flight);
        LiveAccess newLive =
                new LiveAccess(view, signals, instrumentation, options.jmx(), new Dump(this));
        live = newLive;
        AgentThread.of("let-go", new LettingGo(registry, pools, newLive, busy, console)).start();
        ExitSequence exit =
                new ExitSequence(
                        registry,
                        hooks,
                        policy,
                        collectedCloser,
                        testLeaks,
                        flight,
                        new AfterLook(drivers, registry, newReporter));
        try {
            ExitHook hook =
                    new ExitHook(
                            exit, newReporter, heldWatch(), flight, options.exitTimeout(), console);
            Runtime.getRuntime().addShutdownHook(hook);
            exitHook = hook;
            exitSequence = exit;
            flight.listen();
            if (locks != null) {
                locks.observe(signals);
            }
        } catch (IllegalStateException e) {
            console.accept(TOO_LATE);
        }
    }

    private record Dump(Session session) implements Supplier<@Nullable LeakReport> {
        @Override
        public @Nullable LeakReport get() {
            return session.dump();
        }
    }

    /** Weaving waits for the VM, not in a thread that may be interrupted or deep in recursion. */
    private record WovenWrappers(PoolWeaving weaving, ConnectionRegistry registry)
            implements WrapperWeaving {
        @Override
        public void weave(Object wrapper) {
            SeparateThread.run(
                    "weave",
                    () -> {
                        registry.letGoOfClasses(System.nanoTime());
                        weaving.weaveWrapper(wrapper);
                        registry.classesChanged();
                    });
        }
    }

    /** What is open at this moment; null while no connection was opened and no test has run. */
    @Nullable LeakReport dump() {
        FindingsSoFar known = soFar;
        return known == null ? null : live(known.now(LeakKind.OPEN), view.moment());
    }

    /** The worst of it, without what a report says of each; as {@link #dump}. */
    @Nullable LeakReport glance() {
        return soFar == null ? null : live(List.of(), view.moment().worst(GLANCED));
    }

    private @Nullable LeakReport live(List<LeakedConnection> findings, Moment moment) {
        ExitReporter from;
        synchronized (this) {
            from = reporter;
        }
        List<Missing> unmet = drivers.unmet().now(registry.open(), registry.openedBefore());
        return from == null ? null : from.live(registry.countsSoFar(), findings, unmet, moment);
    }

    private void reportSoFar(ExitReporter to, FindingsSoFar soFar) {
        try {
            drivers.early().look();
            List<LeakedConnection> findings = soFar.now();
            to.reportSoFar(registry.countsSoFar(findings.size()), findings);
        } catch (Throwable t) {
            Guard.caught(t);
            console.accept("internal error when tests had ended, the report comes at exit: " + t);
        }
    }

    private ExitPolicy exitPolicy() {
        return new ExitPolicy(
                options.closeOnExit(),
                options.checkpoint(),
                options.exitTimeout(),
                options.exitCode(),
                options.stackDepth(),
                options.sql(),
                blame,
                pools);
    }

    /** That of the options, begun with the first of them that want it. */
    private @Nullable HeldWatch heldWatch() {
        Duration limit = options.heldWarning();
        HeldWatch watch = held;
        LiveAccess access = live;
        if (watch != null) {
            watch.limit(limit);
        } else if (limit != null && access != null) {
            watch =
                    new HeldWatch(
                            registry,
                            limit,
                            new HeldText(options.stackDepth()),
                            access.heldWarnings(console));
            watch.start();
            held = watch;
        }
        return watch;
    }
}
