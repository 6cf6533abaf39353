package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.AgentThread;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.ForceClose;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * With {@code collected=close}: closes the handle of a connection as soon as it is found
 * garbage-collected.
 */
public final class CollectedCloser {
    private final ConnectionRegistry registry;
    private final Map<TrackedConnection, ForceClose> outcomes = new ConcurrentHashMap<>();

    public CollectedCloser(ConnectionRegistry registry) {
        this.registry = registry;
    }

    /** Starts the thread that waits for collected connections. */
    public void start() {
        registry.leaveCollectedToAwait();
        new AgentThread("collected", this::run).start();
    }

    private void run() {
        try {
            while (true) {
                TrackedConnection collected = registry.awaitCollected();
                if (collected != null) {
                    Closing closing = new Closing(collected);
                    closing.run();
                    outcomes.put(collected, closing.result());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What became of the handle; null when it was not closed before exit. */
    @Nullable ForceClose outcome(TrackedConnection connection) {
        return outcomes.get(connection);
    }
}
