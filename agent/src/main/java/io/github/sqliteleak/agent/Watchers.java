package io.github.sqliteleak.agent;

import io.github.sqliteleak.agent.AgentOptions.ConsoleChoice;
import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.exit.CollectedCloser;
import io.github.sqliteleak.exit.ExitPolicy;
import io.github.sqliteleak.exit.TestLeaks;
import io.github.sqliteleak.hook.HookTargets;
import io.github.sqliteleak.live.LiveView;
import io.github.sqliteleak.lock.BusyHandlers;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.pool.ExhaustedPools;
import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.pool.WrapperWeaving;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.sql.SqlInReports;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.Sealed;
import io.github.sqliteleak.system.SeparateThread;
import io.github.sqliteleak.transaction.TransactionTracker;
import io.github.sqliteleak.weave.PoolWeaving;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * All that watches the application from the first woven driver on, put together once. {@link
 * Reporting} comes later and reads from here.
 */
final class Watchers {
    final ConnectionRegistry registry;
    final TransactionTracker transactions;

    /** Null when nobody follows waits for locks. */
    final @Nullable LockWatch locks;

    /** Null when SQLite waits for locks by itself. */
    final @Nullable BusyHandlers busy;

    final SettingsWatch settings;
    final WalNotes wals;
    final Pools pools;
    final CollectedCloser collectedCloser;
    final TestLeaks testLeaks;
    final Blame blame;
    final LiveView view;
    final DriversSeen drivers;
    private volatile AgentOptions options;
    private final Console console;
    private final PoolWeaving poolWeaving;

    Watchers(AgentOptions options, Console console, Sealed<Instrumentation> instrumentation) {
        this.options = options;
        this.console = console;
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
    }

    /**
     * From now on the hooks call these.
     *
     * @param beforeFirstOpen run once, in the thread that opens the next connection
     */
    void install(Runnable beforeFirstOpen) {
        HookTargets.watchSettings(settings);
        HookTargets.watchPools(pools);
        HookTargets.install(registry, transactions, locks, busy, beforeFirstOpen, console);
    }

    AgentOptions options() {
        return options;
    }

    /** Attaching again has changed the options, as far as they can change. */
    void follow(AgentOptions newOptions) {
        options = newOptions;
        registry.follow(tracking(newOptions));
        transactions.keepStacks(newOptions.transactionStacks());
        view.show(newOptions.sql());
        testLeaks.follow(exitPolicy());
    }

    private static TrackingPolicy tracking(AgentOptions options) {
        return new TrackingPolicy(options.statementStacks(), new Exclusions(options.exclude()));
    }

    /** A statement as the options have it shown. */
    @Nullable String shown(@Nullable String sql) {
        return options.sql().show(sql);
    }

    private void print(String warning) {
        if (options.console() != ConsoleChoice.OFF) {
            console.accept(warning);
        }
    }

    /** What the options ask for at exit. */
    ExitPolicy exitPolicy() {
        AgentOptions now = options;
        return new ExitPolicy(
                now.closeOnExit(),
                now.checkpoint(),
                now.exitTimeout(),
                now.exitCode(),
                now.stackDepth(),
                now.sql(),
                blame,
                pools);
    }

    /** A driver is being woven: from now on pools are, too. */
    void driverWoven() {
        poolWeaving.begin();
    }

    /** Weaves the pools that were loaded before the driver. Never throws. */
    void weavePools() {
        try {
            if (poolWeaving.weaveLoaded()) {
                registry.classesChanged();
            }
            pools.woven();
        } catch (Throwable t) {
            Guard.caught(t);
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
}
