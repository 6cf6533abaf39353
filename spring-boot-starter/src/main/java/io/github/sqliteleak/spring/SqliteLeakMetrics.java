package io.github.sqliteleak.spring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The agent's numbers as meters. Each is read when somebody asks; nothing is kept. */
final class SqliteLeakMetrics implements MeterBinder {
    private final AgentView view;

    SqliteLeakMetrics(AgentView view) {
        this.view = view;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "sqlite.connections.open", "OpenConnections", "connections open now");
        gauge(registry, "sqlite.connections.lent", "LentConnections", "lent by pools now");
        gauge(
                registry,
                "sqlite.connections.leaked",
                "LeakedConnections",
                "garbage-collected while open, not closed yet");
        gauge(
                registry,
                "sqlite.connections.waiting",
                "WaitingConnections",
                "connections that wait for a lock now");
        gauge(
                registry,
                "sqlite.transactions.active",
                "ActiveTransactions",
                "explicit transactions open now");
        counter(registry, "sqlite.lock.waits", "LockWaits", "waits for a lock so far");
        counter(
                registry,
                "sqlite.lock.timeouts",
                "LockTimeouts",
                "statements that failed on a lock so far");
        Gauge.builder("sqlite.wal.size", view, of -> of.sum("Databases", "walBytes"))
                .description("write-ahead logs of all databases together")
                .baseUnit("bytes")
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String attribute, String description) {
        Gauge.builder(name, view, of -> of.number(attribute))
                .description(description)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, String attribute, String description) {
        FunctionCounter.builder(name, view, of -> zeroWhenUnknown(of.number(attribute)))
                .description(description)
                .register(registry);
    }

    /** A counter has no gaps. */
    private static double zeroWhenUnknown(double number) {
        return Double.isNaN(number) ? 0 : number;
    }
}
