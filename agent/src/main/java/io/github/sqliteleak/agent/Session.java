package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.CollectedCloser;
import io.github.sqliteleak.exit.ExitEvents;
import io.github.sqliteleak.exit.ExitPolicy;
import io.github.sqliteleak.exit.ExitSequence;
import io.github.sqliteleak.exit.ShutdownHooks;
import io.github.sqliteleak.exit.TestLeaks;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.hook.HookTargets;
import io.github.sqliteleak.lock.HeldText;
import io.github.sqliteleak.lock.HeldWatch;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.registry.AgentThread;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.report.DriverInfo;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The life of the agent in one JVM, once a driver is there: from the first connection to the
 * report.
 */
final class Session {
    private static final long BEGIN_MILLIS = 5_000;
    private static final String TOO_LATE =
            "the first connection was opened while the JVM was shutting down: no report";

    private final AgentOptions options;
    private final Console console;
    private final Instrumentation instrumentation;
    private final long jvmStartMillis;
    private final ConnectionRegistry registry;
    private final @Nullable LockWatch locks;
    private final CollectedCloser collectedCloser;
    private final TestLeaks testLeaks;
    private final List<DriverInfo> drivers = new CopyOnWriteArrayList<>();

    Session(
            AgentOptions options,
            Console console,
            Instrumentation instrumentation,
            long jvmStartMillis) {
        this.options = options;
        this.console = console;
        this.instrumentation = instrumentation;
        this.jvmStartMillis = jvmStartMillis;
        this.registry =
                new ConnectionRegistry(
                        new TrackingPolicy(
                                options.transactionStacks(),
                                options.statementStacks(),
                                new Exclusions(options.exclude())));
        this.locks = options.lockWaits() ? new LockWatch(registry, options.stackDepth()) : null;
        this.collectedCloser = new CollectedCloser(registry);
        this.testLeaks = new TestLeaks(registry, exitPolicy(options), collectedCloser);
        HookTargets.install(registry, locks, this::beginOutsideTheApplicationsThread, console);
    }

    ConnectionRegistry registry() {
        return registry;
    }

    TestLeaks testLeaks() {
        return testLeaks;
    }

    void add(@Nullable String driverVersion) {
        // Nothing watches waits for locks yet, so no driver is followed in full.
        drivers.add(new DriverInfo(driverVersion, "no-lock-waits"));
    }

    /**
     * Comes in the thread that opens the first connection, which may be interrupted, deep in
     * recursion or under a security context of its own: the work is done elsewhere and waited for.
     */
    private void beginOutsideTheApplicationsThread() {
        AgentThread beginning = new AgentThread("begin", this::beginOrSayWhyNot);
        beginning.start();
        boolean interrupted = false;
        try {
            beginning.join(BEGIN_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            waitOnce(beginning);
            Thread.currentThread().interrupt();
        }
    }

    private static void waitOnce(Thread thread) {
        try {
            thread.join(BEGIN_MILLIS);
        } catch (InterruptedException e) {
            // Interrupted twice within moments: the marker may come a little later.
            Thread.currentThread().interrupt();
        }
    }

    private void beginOrSayWhyNot() {
        try {
            begin();
        } catch (RuntimeException | LinkageError e) {
            console.accept("internal error at the first connection, there is no report: " + e);
        }
    }

    private void begin() {
        ShutdownHooks hooks;
        try {
            hooks = shutdownHooks();
        } catch (IllegalStateException e) {
            console.accept(TOO_LATE);
            return;
        }
        RunningJvm jvm = new RunningJvm(jvmStartMillis);
        ExitReporter reporter = new ExitReporter(options, console, jvm, drivers, locks);
        reporter.start();
        if (options.closeCollected()) {
            collectedCloser.start();
        }
        ExitPolicy policy = exitPolicy(options);
        FlightLog flight =
                FlightLog.create(
                        registry,
                        connection -> ExitEvents.snapshot(connection, policy),
                        hooks::take,
                        console);
        ExitSequence exit =
                new ExitSequence(
                        registry, hooks, policy, collectedCloser, testLeaks, flight, reporter);
        try {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new ExitHook(
                                    exit, heldWatch(), flight, options.exitTimeout(), console));
            flight.listen();
            if (locks != null) {
                locks.observe(flight::lockFailed);
            }
        } catch (IllegalStateException e) {
            console.accept(TOO_LATE);
        }
    }

    private static ExitPolicy exitPolicy(AgentOptions options) {
        return new ExitPolicy(
                options.closeOnExit(),
                options.checkpoint(),
                options.exitTimeout(),
                options.exitCode(),
                options.stackDepth(),
                options.sql());
    }

    private @Nullable HeldWatch heldWatch() {
        if (options.heldWarning() == null) {
            return null;
        }
        HeldWatch held =
                new HeldWatch(
                        registry,
                        options.heldWarning(),
                        new HeldText(options.stackDepth()),
                        console);
        held.start();
        return held;
    }

    /** Throws {@link IllegalStateException} when the JVM is shutting down. */
    private ShutdownHooks shutdownHooks() {
        try {
            return ShutdownHooks.capture(instrumentation);
        } catch (IllegalStateException e) {
            throw e;
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
            console.accept(
                    "cannot see the application's shutdown hooks, so they are not waited for: "
                            + e);
            return ShutdownHooks.of(Map.of());
        }
    }
}
