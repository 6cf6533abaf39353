package io.github.sqliteleak.flight;

import io.github.sqliteleak.lock.LockObserver;
import io.github.sqliteleak.lock.LockWait;
import io.github.sqliteleak.lock.WaitRecord;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.transaction.TransactionTracker;
import io.github.sqliteleak.waits.WalPin;
import java.lang.module.ModuleFinder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes to Flight Recorder when there is one and somebody records; else does nothing and costs
 * nothing.
 */
public final class FlightLog implements LockObserver {
    private final Consumer<String> line;
    private final @Nullable RecorderBridge recorder;
    private volatile boolean failed;

    /** Of a JVM without Flight Recorder. */
    private FlightLog(Consumer<String> line) {
        this.line = line;
        this.recorder = null;
    }

    private FlightLog(
            ConnectionRegistry registry,
            TransactionTracker transactions,
            Describer describer,
            HookTaker hooks,
            @Nullable LongSupplier lockWaits,
            LongSupplier internalErrors,
            Consumer<String> line) {
        this.line = line;
        this.recorder =
                new RecorderBridge(
                        registry,
                        transactions,
                        describer,
                        hooks,
                        lockWaits,
                        internalErrors,
                        new Fail(this));
    }

    /** Puts a connection that is open into values. */
    public interface Describer {
        OpenFacts describe(TrackedConnection connection);
    }

    /** Takes a shutdown hook out of the JVM's hands. */
    public interface HookTaker {
        /**
         * The hook of this name, which the JVM will not run any more.
         *
         * @return null when there is none, or when the JVM is shutting down already
         */
        @Nullable Thread take(String name);
    }

    /**
     * A log that waits for {@link #listen}.
     *
     * @param lockWaits how many there were up to now; null when nobody watches them, and then the
     *     recording has no events about them
     * @param internalErrors how many failures of the agent itself there were up to now
     * @param line prints one line for the user
     */
    public static FlightLog create(
            ConnectionRegistry registry,
            TransactionTracker transactions,
            Describer describer,
            HookTaker hooks,
            @Nullable LongSupplier lockWaits,
            LongSupplier internalErrors,
            Consumer<String> line) {
        try {
            Class.forName("jdk.jfr.Event", false, null);
        } catch (ClassNotFoundException e) {
            line.accept(whyNone());
            return new FlightLog(line);
        }
        return new FlightLog(
                registry, transactions, describer, hooks, lockWaits, internalErrors, line);
    }

    private static String whyNone() {
        if (ModuleFinder.ofSystem().find("jdk.jfr").isPresent()) {
            return "Flight Recorder is not in use in this JVM: no events; start it with"
                    + " --add-modules jdk.jfr";
        }
        return "this Java runtime has no Flight Recorder (module jdk.jfr): no events";
    }

    /** Begins to wait for a recording, which may be running already. */
    public void listen() {
        if (recorder != null) {
            try {
                recorder.listen();
            } catch (Throwable t) {
                fail(t);
            }
        }
    }

    /**
     * Connections are about to be closed: each open connection gets its event, and so does each
     * transaction that nobody has ended.
     */
    public void closingAll() {
        if (recorder != null && isRecording()) {
            attempt(recorder::closingAll);
        }
    }

    /** A connection was judged as leaked. */
    public void leaked(String kind, OpenFacts leak) {
        if (isRecording()) {
            attempt(() -> RecorderEvents.leaked(kind, leak));
        }
    }

    @Override
    public @Nullable WaitRecord waitBegins() {
        if (!isRecording()) {
            return null;
        }
        try {
            WaitRecord event = RecorderEvents.waitBegins(this::fail);
            return event == null ? null : new GuardedWait(event);
        } catch (Throwable t) {
            fail(t);
            return null;
        }
    }

    @Override
    public void failed(TrackedConnection waiter, LockWait wait) {
        if (isRecording()) {
            attempt(() -> RecorderEvents.failed(waiter, wait, this::fail));
        }
    }

    /** Whatever becomes of the event, the wait goes on. */
    private final class GuardedWait implements WaitRecord {
        private final WaitRecord event;

        GuardedWait(WaitRecord event) {
            this.event = event;
        }

        @Override
        public void goesOn() {
            attempt(event::goesOn);
        }

        @Override
        public boolean isWanted() {
            try {
                return isRecording() && event.isWanted();
            } catch (Throwable t) {
                fail(t);
                return false;
            }
        }

        @Override
        public void ended(TrackedConnection waiter, LockWait wait) {
            if (isRecording()) {
                attempt(() -> event.ended(waiter, wait));
            }
        }
    }

    /** A WAL has grown while automatic checkpoints got nowhere. */
    public void grew(WalPin pin) {
        if (isRecording()) {
            attempt(() -> RecorderEvents.grew(pin));
        }
    }

    /** A leaked database was checkpointed, or not. */
    public void checkpointed(CheckpointFacts checkpoint) {
        if (isRecording()) {
            attempt(() -> RecorderEvents.checkpointed(checkpoint));
        }
    }

    /** Whether events are wanted now. */
    public boolean isRecording() {
        return recorder != null && recorder.isRecording() && !failed;
    }

    /** An event that cannot be written must cost neither the clean-up nor the report. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Throwable t) {
            fail(t);
        }
    }

    /** Not a reference to a method: the first of a kind costs milliseconds. */
    private record Fail(FlightLog log) implements Consumer<Throwable> {
        @Override
        public void accept(Throwable reason) {
            log.fail(reason);
        }
    }

    private void fail(Throwable reason) {
        Guard.caught(reason);
        if (!failed) {
            failed = true;
            Guard.run(
                    () ->
                            line.accept(
                                    "cannot write to Flight Recorder, there are no more events: "
                                            + reason));
        }
    }

    /**
     * Flight Recorder's own shutdown hook, taken over: it dumps the recordings and ends the
     * recorder, and is to be run when all events are in. Null when there is none.
     */
    public @Nullable Thread shutdownHook() {
        return recorder == null ? null : recorder.shutdownHook();
    }
}
