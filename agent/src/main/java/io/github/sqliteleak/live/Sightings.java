package io.github.sqliteleak.live;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.moment.Signal;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for what no hook hears of: connections that were collected, and WALs that have grown. For
 * one thread, while somebody listens.
 */
final class Sightings {
    private final ConnectionRegistry registry;
    private final Sites.Maker sites;
    private final long walLimit;
    private final Set<Long> collected = new HashSet<>();
    private final Set<Path> large = new HashSet<>();

    /**
     * @param walLimit in bytes
     */
    Sightings(ConnectionRegistry registry, Sites.Maker sites, long walLimit) {
        this.registry = registry;
        this.sites = sites;
        this.walLimit = walLimit;
    }

    /** Passes over what is there by now. */
    void passOver() {
        look();
    }

    /** What there is since the last look. */
    List<Signal> look() {
        List<Signal> signals = new ArrayList<>();
        Map<Path, DatabaseFile> files = new HashMap<>();
        for (TrackedConnection connection : registry.open()) {
            addCollected(connection, signals);
            DatabaseFile file = connection.database();
            if (file.path() != null) {
                files.putIfAbsent(file.path(), file);
            }
        }
        for (TrackedConnection connection : registry.leaks().collectedAndClosed()) {
            addCollected(connection, signals);
        }
        large.retainAll(files.keySet());
        files.forEach((path, file) -> addLarge(path, file, signals));
        return signals;
    }

    private void addCollected(TrackedConnection connection, List<Signal> signals) {
        if (connection.isCollected() && collected.add(connection.id())) {
            String database = connection.database().display();
            signals.add(
                    new Signal(
                            Signal.Kind.LEAK,
                            System.currentTimeMillis(),
                            SignalWords.collected(connection.id(), database),
                            connection.id(),
                            database,
                            sites.now().line(connection.opening())));
        }
    }

    private void addLarge(Path path, DatabaseFile file, List<Signal> signals) {
        Long bytes = DatabaseFiles.walLength(path);
        if (bytes == null || bytes <= walLimit) {
            large.remove(path);
        } else if (large.add(path)) {
            signals.add(
                    new Signal(
                            Signal.Kind.WAL,
                            System.currentTimeMillis(),
                            SignalWords.walPast(file.display(), bytes, walLimit),
                            null,
                            file.display(),
                            null));
        }
    }
}
