package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.ExitPolicy;
import io.github.sqliteleak.exit.ExitSequence;
import io.github.sqliteleak.exit.ShutdownHooks;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.held.HeldWatch;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The work at exit: its steps, and the shutdown hook that has them done. */
record ExitWork(ExitSequence sequence, ExitHook hook) {
    /**
     * Has the work done when this JVM ends.
     *
     * @param hooks the application's shutdown hooks, which are waited for
     * @param held what looks once more at the end; null for nothing
     * @throws IllegalStateException when the JVM is shutting down
     */
    static ExitWork register(
            Watchers watchers,
            ExitReporter reporter,
            ShutdownHooks hooks,
            FlightLog flight,
            @Nullable HeldWatch held,
            Console console) {
        ExitSequence sequence =
                new ExitSequence(
                        watchers.registry,
                        hooks,
                        watchers.exitPolicy(),
                        watchers.collectedCloser,
                        watchers.testLeaks,
                        flight,
                        new AfterLook(watchers.drivers, watchers.registry, reporter));
        Duration timeout = watchers.options().exitTimeout();
        ExitHook hook = new ExitHook(sequence, reporter, held, flight, timeout, console);
        Runtime.getRuntime().addShutdownHook(hook);
        return new ExitWork(sequence, hook);
    }

    /** Attaching again has changed what is to be done. */
    void follow(ExitPolicy policy, @Nullable HeldWatch held, Duration timeout) {
        sequence.follow(policy);
        hook.follow(held, timeout);
    }
}
