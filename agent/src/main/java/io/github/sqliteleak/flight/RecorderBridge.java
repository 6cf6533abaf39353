package io.github.sqliteleak.flight;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import org.jspecify.annotations.Nullable;

/**
 * Waits for Flight Recorder to be initialised, by the command line, by {@code jcmd} or by the
 * application; then registers the events and begins to observe. To register them earlier would
 * initialise it, which costs 120 to 200 ms.
 */
final class RecorderBridge implements FlightRecorderListener {
    private static final String SHUTDOWN_HOOK = "JFR Shutdown Hook";

    private final ConnectionRegistry registry;
    private final TransactionTracker transactions;
    private final FlightLog.Describer describer;
    private final FlightLog.HookTaker hooks;
    private final @Nullable LongSupplier lockWaits;
    private final StatisticsSampler statistics;
    private final Consumer<Throwable> failures;
    private volatile boolean recording;
    private volatile @Nullable Thread shutdownHook;

    /**
     * @param failures is given what is caught in calls of Flight Recorder's
     */
    RecorderBridge(
            ConnectionRegistry registry,
            TransactionTracker transactions,
            FlightLog.Describer describer,
            FlightLog.HookTaker hooks,
            @Nullable LongSupplier lockWaits,
            LongSupplier internalErrors,
            Consumer<Throwable> failures) {
        this.failures = failures;
        this.registry = registry;
        this.transactions = transactions;
        this.describer = describer;
        this.hooks = hooks;
        this.lockWaits = lockWaits;
        this.statistics = new StatisticsSampler(registry, lockWaits, internalErrors);
    }

    void listen() {
        FlightRecorder.addListener(this);
    }

    boolean isRecording() {
        return recording;
    }

    @Nullable Thread shutdownHook() {
        return shutdownHook;
    }

    /** In the application's thread that makes the first recording. */
    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        guarded(this::begin);
    }

    private void begin() {
        FlightRecorder.register(ConnectionOpenEvent.class);
        FlightRecorder.register(ConnectionCloseEvent.class);
        FlightRecorder.register(ConnectionLeakEvent.class);
        FlightRecorder.register(PoolBorrowEvent.class);
        if (lockWaits != null) {
            FlightRecorder.register(LockWaitEvent.class);
            FlightRecorder.register(LockTimeoutEvent.class);
        }
        FlightRecorder.register(TransactionEvent.class);
        FlightRecorder.register(CheckpointEvent.class);
        FlightRecorder.register(WalGrowthEvent.class);
        FlightRecorder.addPeriodicEvent(
                OpenConnectionEvent.class, () -> guarded(this::commitOpenConnections));
        FlightRecorder.addPeriodicEvent(StatisticsEvent.class, () -> guarded(statistics::commit));
        recording = true;
        RecordingObserver observer = new RecordingObserver(transactions, failures);
        transactions.observe(observer);
        registry.observe(observer);
        // It would run beside the application's hooks; what is committed after it has begun is
        // lost.
        shutdownHook = hooks.take(SHUTDOWN_HOOK);
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable t) {
            failures.accept(t);
        }
    }

    void closingAll() {
        commitOpenConnections();
        // A short recording has no other.
        statistics.commit();
        for (TrackedConnection connection : registry.open()) {
            if (connection.closedNanos() == 0) {
                transactions.leftOpen(connection);
                LateEvents.commit(connection);
            }
        }
    }

    void commitOpenConnections() {
        for (TrackedConnection connection : registry.open()) {
            // Those that the agent has closed stay in the registry.
            if (connection.closedNanos() == 0) {
                OpenConnectionEvent event = new OpenConnectionEvent();
                event.of(describer.describe(connection));
                event.commit();
            }
        }
    }
}
