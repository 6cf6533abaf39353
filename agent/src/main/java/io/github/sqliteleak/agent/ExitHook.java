package io.github.sqliteleak.agent;

import io.github.sqliteleak.exit.ExitSequence;
import io.github.sqliteleak.flight.EventStreams;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.held.HeldWatch;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.BoundedWork;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.UninterruptedWait;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The agent's shutdown hook. The work is done by another thread, so that the JVM ends in time
 * whatever holds that one up: a dead network file system, a full pipe behind standard error, too
 * much work or no memory. When it has not come to its end, what is there is put in the report's
 * place.
 */
final class ExitHook extends AgentThread {
    private static final long FOREVER_MILLIS = TimeUnit.DAYS.toMillis(365);

    /** So long the work may go on when time is up; it needs it when the machine is slow. */
    private static final long GRACE_MILLIS = 400;

    /** So long the last resort may take after that. */
    private static final long LAST_RESORT_MILLIS = 250;

    /** So long the end of the JVM is put off at least and at most for text that is printed. */
    private static final long PRINT_MILLIS = 150;

    private static final long LONGEST_PRINT_MILLIS = 2_000;

    private static final int RESERVE = 256 * 1_024;

    private final ExitSequence exit;
    private final ExitReporter reporter;
    private volatile @Nullable HeldWatch held;
    private final FlightLog flight;
    private volatile Duration timeout;
    private final Console console;

    /** Made here: at the end there may be no memory left for it. */
    private final AgentThread worker = AgentThread.of("exit-work", new Work());

    /** Let go when the end begins, for a JVM that has used up its memory. */
    @SuppressWarnings("UnusedVariable") // its memory is what counts
    private byte @Nullable [] reserve = new byte[RESERVE];

    private volatile long begunNanos;
    private volatile boolean idle;
    private volatile boolean done;
    private volatile boolean written;
    private volatile boolean looked;
    private volatile @Nullable Throwable failure;

    @SuppressWarnings("NullAway") // the superclass is given no work: run() is overridden
    ExitHook(
            ExitSequence exit,
            ExitReporter reporter,
            @Nullable HeldWatch held,
            FlightLog flight,
            Duration timeout,
            Console console) {
        super("exit", null);
        this.exit = exit;
        this.reporter = reporter;
        this.held = held;
        this.flight = flight;
        this.timeout = timeout;
        this.console = console;
    }

    /**
     * Whether to do nothing but what would be left undone without it.
     *
     * @param detached whether the agent has left this JVM
     */
    void idle(boolean detached) {
        idle = detached;
    }

    /** Attaching again has changed these. */
    void follow(@Nullable HeldWatch newHeld, Duration newTimeout) {
        held = newHeld;
        timeout = newTimeout;
    }

    @Override
    public void run() {
        if (!idle) {
            finish();
        }
        Thread recorder = flight.shutdownHook();
        if (recorder != null) {
            // As long as it takes: without the agent the JVM would wait for it too.
            recorder.start();
            UninterruptedWait.join(recorder, FOREVER_MILLIS);
            awaitStreams();
        }
        if (!idle) {
            exit.haltIfWanted();
        }
    }

    private static void awaitStreams() {
        try {
            EventStreams.awaitEnd();
        } catch (Throwable t) {
            // They end with the JVM, then.
            Guard.caught(t);
        }
    }

    private void finish() {
        reserve = null;
        begunNanos = System.nanoTime();
        try {
            worker.start();
            UninterruptedWait.join(worker, timeout.toMillis() + GRACE_MILLIS);
            if (done) {
                // It may still be printing.
                UninterruptedWait.join(worker, PRINT_MILLIS);
            } else {
                looked = BoundedWork.run("exit-late", LAST_RESORT_MILLIS, this::lastResort);
                sayWhy();
            }
        } catch (Throwable t) {
            // There is no thread to be had, so it is done here, as far as it can be.
            Guard.caught(t);
            failure = t;
            lastResort();
            looked = true;
            sayWhy();
        }
    }

    private final class Work implements Runnable {
        @Override
        public void run() {
            work();
        }
    }

    private void work() {
        try {
            // Nothing is printed before the report is there.
            console.pause();
            exit.run(Set.of(this));
            done = true;
            console.resume();
            HeldWatch watch = held;
            if (watch != null) {
                watch.look(System.nanoTime());
            }
            reporter.print();
        } catch (Throwable t) {
            Guard.caught(t);
            failure = t;
            if (done) {
                console.accept("internal error when the report was there: " + t);
            }
        } finally {
            console.flush(printMillis());
        }
    }

    /** What is left of the time, within bounds. */
    private long printMillis() {
        long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
        long left = Math.min(timeout.toMillis() - spent, LONGEST_PRINT_MILLIS);
        return Math.max(left, PRINT_MILLIS);
    }

    /** In another thread, since what has held up the work may hold up this, too. */
    private void lastResort() {
        try {
            if (!reporter.hasReported()) {
                reporter.report(exit.countsAlone());
            }
            reporter.print();
        } catch (Throwable t) {
            failure = failure == null ? t : failure;
        } finally {
            written = reporter.hasFile();
            reporter.giveUpWriting();
        }
    }

    private void sayWhy() {
        Throwable reason = failure;
        if (reason == null) {
            console.accept(
                    "the work at exit was cut short after exit-timeout="
                            + timeout.toMillis()
                            + (written
                                    ? "ms; the report says what it lacks"
                                    : looked
                                            ? "ms; there is no report"
                                            : "ms; the report may be missing"));
        } else if (written) {
            console.accept("internal error at exit, the report says what it lacks: " + reason);
        } else {
            console.accept("internal error at exit, there is no report: " + reason);
        }
        console.flush(PRINT_MILLIS);
    }
}
