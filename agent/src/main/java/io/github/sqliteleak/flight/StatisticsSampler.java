package io.github.sqliteleak.flight;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Counts;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what is open, once a second while somebody records and once more at exit. */
final class StatisticsSampler {
    private final ConnectionRegistry registry;
    private final @Nullable LongSupplier lockWaits;
    private final LongSupplier internalErrors;

    StatisticsSampler(
            ConnectionRegistry registry,
            @Nullable LongSupplier lockWaits,
            LongSupplier internalErrors) {
        this.registry = registry;
        this.lockWaits = lockWaits;
        this.internalErrors = internalErrors;
    }

    void commit() {
        StatisticsEvent event = new StatisticsEvent();
        if (!event.isEnabled()) {
            return;
        }
        Set<Path> databases = new HashSet<>();
        for (TrackedConnection connection : registry.open()) {
            event.openConnections++;
            if (connection.isConnectionGone()) {
                event.leaked++;
            }
            if (connection.transaction() != null) {
                event.activeTransactions++;
            }
            Path path = DatabaseFile.of(connection.file(), connection.flags()).path();
            if (path != null && databases.add(path)) {
                event.walBytes += walBytes(path);
            }
        }
        Counts counts = registry.counters().now();
        event.peakOpen = (int) counts.peakOpen();
        event.lockWaits = lockWaits == null ? 0 : (int) lockWaits.getAsLong();
        event.internalErrors = (int) internalErrors.getAsLong();
        event.commit();
    }

    private static long walBytes(Path database) {
        Long bytes = DatabaseFiles.walLength(database);
        return bytes == null ? 0 : bytes;
    }
}
