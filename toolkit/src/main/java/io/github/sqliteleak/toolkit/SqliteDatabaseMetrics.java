package io.github.sqliteleak.toolkit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a {@link SqliteDatabase} and its write queues for Micrometer, which is a
 * dependency of the application's: without it this class alone does not work.
 *
 * <pre>{@code
 * SqliteDatabaseMetrics metrics = new SqliteDatabaseMetrics("app");
 * SqliteDatabase database = SqliteDatabase.builder(file).listener(metrics).open();
 * metrics.of(database).bindTo(registry);
 * }</pre>
 *
 * <p>Meters, each with the tag {@code database}: {@code sqlite.writer.wait}, {@code
 * sqlite.writer.hold} and {@code sqlite.queue.batch} (timers), {@code sqlite.queue.batch.writes}
 * (summary), {@code sqlite.writer.timeouts} and {@code sqlite.queue.retries} (counters), {@code
 * sqlite.writer.waiting}, {@code sqlite.queue.depth} and {@code sqlite.connections.active}
 * (gauges).
 */
public final class SqliteDatabaseMetrics implements MeterBinder, DatabaseListener {
    private final Tags tags;
    private final List<Meters> bound = new CopyOnWriteArrayList<>();
    private volatile @Nullable WeakReference<SqliteDatabase> database;
    private volatile int waiting;
    private volatile int depth;

    /** The meters of one registry. */
    private record Meters(
            Timer waits,
            Timer holds,
            Timer batch,
            DistributionSummary writes,
            Counter timeouts,
            Counter retries) {}

    /**
     * @param name of the database, for the tag
     */
    public SqliteDatabaseMetrics(String name) {
        tags = Tags.of("database", name);
    }

    /** Also counts this database's connections; it is not kept from being collected. */
    public SqliteDatabaseMetrics of(SqliteDatabase counted) {
        database = new WeakReference<>(counted);
        return this;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sqlite.writer.waiting", this, m -> m.waiting)
                .tags(tags)
                .description("threads that waited for the writer when it was last given back")
                .register(registry);
        Gauge.builder("sqlite.queue.depth", this, m -> m.depth)
                .tags(tags)
                .description("writes that waited in the queue after its last batch")
                .register(registry);
        Gauge.builder("sqlite.connections.active", this, SqliteDatabaseMetrics::active)
                .tags(tags)
                .description("connections that are handed out")
                .register(registry);
        bound.add(
                new Meters(
                        timer("sqlite.writer.wait", "how long the writer was waited for", registry),
                        timer("sqlite.writer.hold", "how long the writer was held", registry),
                        timer("sqlite.queue.batch", "how long a batch of writes took", registry),
                        DistributionSummary.builder("sqlite.queue.batch.writes")
                                .tags(tags)
                                .description("writes in a batch")
                                .register(registry),
                        counter("sqlite.writer.timeouts", "writers not to be had", registry),
                        counter("sqlite.queue.retries", "batches tried again", registry)));
    }

    private double active() {
        WeakReference<SqliteDatabase> reference = database;
        SqliteDatabase counted = reference == null ? null : reference.get();
        return counted == null ? Double.NaN : counted.activeConnections();
    }

    private Timer timer(String name, String description, MeterRegistry registry) {
        return Timer.builder(name).tags(tags).description(description).register(registry);
    }

    private Counter counter(String name, String description, MeterRegistry registry) {
        return Counter.builder(name).tags(tags).description(description).register(registry);
    }

    @Override
    public void writerUsed(Duration waited, Duration held, int threads) {
        waiting = threads;
        for (Meters meters : bound) {
            meters.waits().record(waited);
            meters.holds().record(held);
        }
    }

    @Override
    public void writerTimedOut(Duration waited) {
        for (Meters meters : bound) {
            meters.waits().record(waited);
            meters.timeouts().increment();
        }
    }

    @Override
    public void batchWritten(int writes, Duration took, int left) {
        depth = left;
        for (Meters meters : bound) {
            meters.batch().record(took);
            meters.writes().record(writes);
        }
    }

    @Override
    public void batchRetried(int attempt) {
        for (Meters meters : bound) {
            meters.retries().increment();
        }
    }
}
