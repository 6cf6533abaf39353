package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.transaction.CommitWatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for WALs that grow without limit. Asks the directory for their length after commits, in the
 * thread that commits, at most two hundred times a second; has no thread of its own.
 */
public final class WalWatch implements CommitWatch {
    private static final int MOST = 256;

    private final WalPins pins;
    private final long threshold;
    private final Consumer<GrownWal> listener;
    private final Map<DatabaseFile, WalGrowth> files = new ConcurrentHashMap<>();

    /** By the name that a connection was opened by, which costs no look at the file system. */
    private final Map<String, Followed> names = new ConcurrentHashMap<>();

    /**
     * @param growth null where nobody looks
     */
    private record Followed(@Nullable WalGrowth growth) {}

    /**
     * @param threshold in bytes
     * @param listener is called once in each spell, in the thread that commits; must not block
     */
    public WalWatch(ConnectionRegistry registry, long threshold, Consumer<GrownWal> listener) {
        this.pins = new WalPins(registry);
        this.threshold = threshold;
        this.listener = listener;
    }

    @Override
    public void committed(TrackedConnection connection) {
        Followed known = names.get(connection.file());
        if (known == null) {
            known = follow(connection);
        }
        WalGrowth growth = known.growth();
        if (growth != null && !connection.isExcluded()) {
            growth.committed(connection);
        }
    }

    private Followed follow(TrackedConnection connection) {
        DatabaseFile database = connection.database();
        Path path = database.path();
        Followed followed = new Followed(path == null ? null : growth(database, path));
        if (names.size() < MOST) {
            names.put(connection.file(), followed);
        }
        return followed;
    }

    private @Nullable WalGrowth growth(DatabaseFile database, Path path) {
        WalGrowth known = files.get(database);
        if (known != null || files.size() >= MOST) {
            return known;
        }
        WalGrowth made =
                new WalGrowth(
                        database,
                        DatabaseFiles.wal(path).toFile(),
                        threshold,
                        new WalSuspects(pins),
                        listener);
        WalGrowth other = files.putIfAbsent(database, made);
        return other == null ? made : other;
    }

    /** The largest spell of each database up to now, those without one left out. */
    public List<GrownWal> grown() {
        List<GrownWal> grown = new ArrayList<>();
        for (WalGrowth growth : files.values()) {
            GrownWal worst = growth.worst();
            if (worst != null) {
                grown.add(worst);
            }
        }
        return grown;
    }
}
