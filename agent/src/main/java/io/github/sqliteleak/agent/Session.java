package io.github.sqliteleak.agent;

import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.exit.ShutdownHooks;
import io.github.sqliteleak.exit.TestLeaks;
import io.github.sqliteleak.hook.HookTargets;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.Sealed;
import io.github.sqliteleak.system.SeparateThread;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The life of the agent in one JVM, once a driver is there: the {@link Watchers} from its start,
 * the {@link Reporting} from the first connection or test plan on.
 */
public final class Session {
    private final Console console;
    private final Sealed<Instrumentation> instrumentation;
    private final long jvmStartMillis;
    private final Watchers watchers;
    private volatile boolean testPlanRan;
    private volatile @Nullable Reporting reporting;

    Session(
            AgentOptions options,
            Console console,
            Sealed<Instrumentation> instrumentation,
            long jvmStartMillis) {
        this.console = console;
        this.instrumentation = instrumentation;
        this.jvmStartMillis = jvmStartMillis;
        this.watchers = new Watchers(options, console, instrumentation);
        watchers.install(this::beginAtOpening);
    }

    /**
     * The agent leaves this JVM: writes what it has seen, and does nothing more, not even at the
     * end.
     *
     * @return the report; null when there is none
     */
    synchronized @Nullable Path leave() throws IOException {
        HookTargets.turnOff();
        Reporting begun = reporting;
        if (begun == null) {
            return null;
        }
        begun.idleAtExit(true);
        return begun.leave();
    }

    /** The agent comes back. */
    synchronized void comeBack() {
        watchers.registry.thaw();
        watchers.registry.closings().reconcile(DriverHandle::isKnownClosed);
        watchers.install(this::beginAtOpening);
        Reporting begun = reporting;
        if (begun != null) {
            begun.idleAtExit(false);
        }
    }

    /** Attaching again has changed the options, as far as they can change. */
    synchronized void follow(AgentOptions newOptions) {
        watchers.follow(newOptions);
        Reporting begun = reporting;
        if (begun != null) {
            begun.follow(newOptions);
        }
    }

    DriversSeen drivers() {
        return watchers.drivers;
    }

    public TestLeaks testLeaks() {
        return watchers.testLeaks;
    }

    /** A driver is being woven. */
    void driverWoven(@Nullable String driverVersion, boolean locksWatched) {
        watchers.driverWoven();
        watchers.drivers.add(driverVersion, locksWatched);
    }

    /** A driver that was loaded before is being woven. */
    void loadedDriverWoven(ClassLoader loader, @Nullable String driverVersion) {
        watchers.driverWoven();
        if (watchers.drivers.addWovenAsLoaded(loader, driverVersion)) {
            // Its open connections may never be met: then the report has to say so.
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
        if (!testPlanRan || reporting == null) {
            testPlanRan = true;
            beginElsewhere();
        }
    }

    /** Tests have ended. */
    void planEnded() {
        Reporting begun = reporting;
        if (begun != null) {
            begun.planEnded();
        }
    }

    private void beginAtOpening() {
        SeparateThread.run(
                "begin",
                () -> {
                    beginOrSayWhyNot();
                    watchers.weavePools();
                });
    }

    /** Somebody waits for a report, and pools have been at work before the driver is used again. */
    void beginAttached() {
        beginAtOpening();
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
        Reporting begun = reporting;
        if (begun != null) {
            if (testPlanRan) {
                begun.testPlanRan();
            }
            return;
        }
        ShutdownHooks hooks;
        try {
            hooks = CapturedHooks.of(instrumentation, console);
        } catch (IllegalStateException e) {
            console.accept(Reporting.TOO_LATE);
            return;
        }
        begun = new Reporting(watchers, console, new RunningJvm(jvmStartMillis));
        begun.start();
        if (testPlanRan) {
            begun.testPlanRan();
        }
        reporting = begun;
        begun.begin(hooks, instrumentation);
    }

    /** What is open at this moment; null while no connection was opened and no test has run. */
    @Nullable LeakReport dump() {
        Reporting begun = reporting;
        return begun == null ? null : begun.dump();
    }

    /** The worst of what is open; null as in {@link #dump}. */
    @Nullable LeakReport glance() {
        Reporting begun = reporting;
        return begun == null ? null : begun.glance();
    }

    /** The worst of what is open, with what a page of text shows; null as in {@link #dump}. */
    @Nullable LeakReport page() {
        Reporting begun = reporting;
        return begun == null ? null : begun.page();
    }
}
