package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.ExitSequence;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.lock.HeldWatch;
import io.github.sqliteleak.registry.AgentThread;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent's shutdown hook. The work is done by another thread, so that the JVM ends in time
 * whatever holds that one up: a dead network file system, a full pipe behind standard error.
 */
final class ExitHook extends AgentThread {
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
        AgentThread worker = new AgentThread("exit-work", this::work);
        worker.start();
        try {
            worker.join(timeout.toMillis());
            Thread recorder = flight.shutdownHook();
            if (recorder != null) {
                // As long as it takes: without the agent the JVM would wait for it too.
                recorder.start();
                recorder.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            if (held != null) {
                held.look(System.nanoTime());
            }
            exit.run(Set.of(this));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable t) {
            console.accept("internal error at exit, there is no report: " + t);
        }
    }
}
