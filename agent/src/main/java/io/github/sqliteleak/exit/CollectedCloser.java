package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.driver.Reopening;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Deadline;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.OpenFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * With {@code collected=close}: closes the handle of a connection as soon as it is found
 * garbage-collected.
 */
public final class CollectedCloser {
    private static final Duration TURN = Duration.ofSeconds(1);

    private final ConnectionRegistry registry;
    private final Map<TrackedConnection, ForceClose> outcomes = new ConcurrentHashMap<>();
    private final Map<TrackedConnection, Files> files = new ConcurrentHashMap<>();
    private final Map<TrackedConnection, Reopening> reopenings = new ConcurrentHashMap<>();

    /**
     * The files of a handle just before it is closed.
     *
     * @param identity of the database, {@link OpenFiles#identity}; null when this process is not
     *     known to have it open
     * @param walBytes null without a WAL
     */
    private record Files(@Nullable String identity, @Nullable Long walBytes) {}

    public CollectedCloser(ConnectionRegistry registry) {
        this.registry = registry;
    }

    /** Starts the thread that waits for collected connections. */
    public void start() {
        registry.unloading().closeBefore(this::close);
        registry.leaks().leaveCollectedToAwait();
        AgentThread.of("collected", this::run).start();
    }

    private void run() {
        try {
            while (true) {
                TrackedConnection collected = registry.leaks().awaitCollected();
                if (collected != null) {
                    close(collected, collected.handle());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * @param handle null when its driver is being unloaded, or was
     */
    private void close(TrackedConnection collected, @Nullable Object handle) {
        try {
            look(collected);
            Closing closing = new Closing(collected, handle);
            Turn.within(Deadline.in(TURN), registry.open()).await(collected);
            closing.run();
            keep(collected, handle, closing.result());
        } catch (Throwable t) {
            Guard.caught(t);
        }
    }

    private void keep(TrackedConnection collected, @Nullable Object handle, ForceClose result) {
        Reopening reopening = handle == null ? null : Reopening.of(handle);
        if (reopening != null) {
            reopenings.put(collected, reopening);
        }
        // What is unloaded comes twice, with its handle and without.
        outcomes.merge(collected, result, CollectedCloser::better);
        registry.unloading().letGo(collected);
    }

    private static ForceClose better(ForceClose before, ForceClose now) {
        return before.result() == ForceClose.Result.CLOSED ? before : now;
    }

    private void look(TrackedConnection collected) {
        Path path = collected.database().path();
        Set<String> open = path == null ? null : OpenFiles.ofThisProcess();
        if (path != null && open != null) {
            String identity = OpenFiles.identity(path);
            boolean ours = identity != null && open.contains(identity);
            files.putIfAbsent(
                    collected, new Files(ours ? identity : null, DatabaseFiles.walLength(path)));
        }
    }

    /** These and the databases of the handles closed here; null when the open ones are. */
    @Nullable Set<String> withFilesClosed(@Nullable Set<String> open) {
        if (open == null || files.isEmpty()) {
            return open;
        }
        Set<String> all = new HashSet<>(open);
        for (Files closed : files.values()) {
            if (closed.identity() != null) {
                all.add(closed.identity());
            }
        }
        return all;
    }

    /** Length of the WAL just before the latest of its handles was closed; null without one. */
    @Nullable Long walBytesBefore(LeakedDatabase database) {
        Long bytes = null;
        for (TrackedConnection connection : database.connections()) {
            Files closed = files.get(connection);
            bytes = closed == null || closed.walBytes() == null ? bytes : closed.walBytes();
        }
        return bytes;
    }

    /** What it takes to open the database of a handle closed here again; null when not known. */
    @Nullable Reopening reopening(TrackedConnection connection) {
        return reopenings.get(connection);
    }

    /** What became of the handle; null when it was not closed before exit. */
    @Nullable ForceClose outcome(TrackedConnection connection) {
        return outcomes.get(connection);
    }
}
