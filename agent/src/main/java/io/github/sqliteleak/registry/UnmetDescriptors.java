package io.github.sqliteleak.registry;

import io.github.sqliteleak.system.OpenFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Connections that were opened before anybody looked and have not been used since, by what the
 * system knows of this process: SQLite has one descriptor on the database file for each connection.
 *
 * <p>The system closes none while another connection of this process has a lock on the file, so
 * there may be more than connections. Hence the look at the beginning: more than were there then,
 * and were not met, there cannot be.
 */
public final class UnmetDescriptors {
    private static final List<String> BESIDE = List.of("-wal", "-shm", "-journal");

    private static final List<String> DATABASES =
            List.of(".db", ".db3", ".sqlite", ".sqlite3", ".s3db");

    /** H2's, which end like SQLite's. */
    private static final List<String> OTHERS = List.of(".mv.db", ".h2.db", ".trace.db");

    private final @Nullable Map<Path, Integer> before;

    /** Looks at what is open now, when the agent comes. */
    public UnmetDescriptors() {
        this(OpenFiles.descriptorsOfThisProcess());
    }

    UnmetDescriptors(@Nullable Map<Path, Integer> before) {
        this.before = before;
    }

    /**
     * How many descriptors on each database belong to connections that were not met. Opens nothing.
     *
     * @param open all that are known and open
     * @param met what those that were met are open on, or were
     * @return null when the system does not show descriptors
     */
    public @Nullable SortedMap<Path, Integer> now(
            Collection<TrackedConnection> open, Collection<DatabaseFile> met) {
        Map<Path, Integer> now = OpenFiles.descriptorsOfThisProcess();
        return before == null || now == null ? null : of(before, now, known(open), counts(met));
    }

    static SortedMap<Path, Integer> of(
            Map<Path, Integer> before,
            Map<Path, Integer> now,
            Map<Path, Integer> known,
            Map<Path, Integer> met) {
        SortedMap<Path, Integer> unmet = new TreeMap<>();
        for (Map.Entry<Path, Integer> each : now.entrySet()) {
            Path file = each.getKey();
            // On the WAL there are no locks, and each connection that has used it has one, too.
            Path wal = beside(file, "-wal");
            Path counted = now.containsKey(wal) ? wal : file;
            int left =
                    Math.min(
                            now.getOrDefault(counted, 0) - known.getOrDefault(file, 0),
                            before.getOrDefault(counted, 0) - met.getOrDefault(file, 0));
            if (left > 0 && (known.containsKey(file) || isDatabase(file, now))) {
                unmet.put(file, left);
            }
        }
        return unmet;
    }

    private static Map<Path, Integer> known(Collection<TrackedConnection> open) {
        Map<Path, Integer> known = new TreeMap<>();
        for (TrackedConnection connection : open) {
            add(connection.database(), known);
            List<DatabaseFile> attached = connection.attachedFiles();
            if (attached != null) {
                for (DatabaseFile file : attached) {
                    add(file, known);
                }
            }
        }
        return known;
    }

    private static Map<Path, Integer> counts(Collection<DatabaseFile> files) {
        Map<Path, Integer> counts = new TreeMap<>();
        for (DatabaseFile file : files) {
            add(file, counts);
        }
        return counts;
    }

    private static void add(DatabaseFile database, Map<Path, Integer> to) {
        Path path = database.path();
        if (path != null) {
            to.merge(path, 1, Integer::sum);
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static boolean isDatabase(Path file, Map<Path, Integer> descriptors) {
        for (String suffix : BESIDE) {
            if (descriptors.containsKey(beside(file, suffix))) {
                return true;
            }
        }
        String lower = file.toString().toLowerCase(Locale.ROOT);
        return DATABASES.stream().anyMatch(lower::endsWith)
                && OTHERS.stream().noneMatch(lower::endsWith);
    }
}
