package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.ExitSequence;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.lock.HeldWatch;
import io.github.sqliteleak.registry.AgentThread;
import io.github.sqliteleak.registry.Guard;
import io.github.sqliteleak.registry.UninterruptedWait;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The agent's shutdown hook. The work is done by another thread, so that the JVM ends in time
 * whatever holds that one up: a dead network file system, a full pipe behind standard error.
 */
final class ExitHook extends AgentThread {
    private static final long FOREVER_MILLIS = TimeUnit.DAYS.toMillis(365);

    private final ExitSequence exit;
    private final @Nullable HeldWatch held;
    private final FlightLog flight;
    private final Duration timeout;
    private final Console console;

    @SuppressWarnings("NullAway") // the superclass is given no work: run() is overridden
    ExitHook(
            ExitSequence exit,
            @Nullable HeldWatch held,
            FlightLog flight,
            Duration timeout,
            Console console) {
        super("exit", null);
        this.exit = exit;
        this.held = held;
        this.flight = flight;
        this.timeout = timeout;
        this.console = console;
    }

    @Override
    public void run() {
        Guard.run(this::runWorker);
        Thread recorder = flight.shutdownHook();
        if (recorder != null) {
            // As long as it takes: without the agent the JVM would wait for it too.
            recorder.start();
            UninterruptedWait.join(recorder, FOREVER_MILLIS);
        }
    }

    private void runWorker() {
        AgentThread worker = AgentThread.of("exit-work", this::work);
        worker.start();
        UninterruptedWait.join(worker, timeout.toMillis());
    }

    private void work() {
        try {
            if (held != null) {
                held.look(System.nanoTime());
            }
            exit.run(Set.of(this));
        } catch (Throwable t) {
            Guard.caught(t);
            console.accept("internal error at exit, there is no report: " + t);
        }
    }
}
