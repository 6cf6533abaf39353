package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.UsedFile;
import io.github.sqliteleak.registry.UsedFiles;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.LeftBehind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is left beside databases of which nothing leaked. The last connection to a database takes
 * away {@code -wal} and {@code -shm} when it is closed, unless it cannot write or somebody else has
 * the database open.
 */
final class LeftFiles {
    private LeftFiles() {}

    /**
     * One report for each database with such files.
     *
     * @param reported databases that are looked at already
     */
    static List<DatabaseReport> beside(UsedFiles used, List<DatabaseReport> reported) {
        Map<DatabaseFile, List<UsedFile>> names = new LinkedHashMap<>();
        for (UsedFile file : used.all()) {
            List<UsedFile> files = names.get(file.database());
            if (files == null) {
                files = new ArrayList<>();
                names.put(file.database(), files);
            }
            files.add(file);
        }
        List<DatabaseReport> left = new ArrayList<>();
        for (Map.Entry<DatabaseFile, List<UsedFile>> each : names.entrySet()) {
            DatabaseFile database = each.getKey();
            DatabaseReport report = isIn(reported, database) ? null : of(database, each.getValue());
            if (report != null) {
                left.add(report);
            }
        }
        return left;
    }

    private static boolean isIn(List<DatabaseReport> reported, DatabaseFile database) {
        for (DatabaseReport report : reported) {
            if (report.path().equals(database.display())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable DatabaseReport of(DatabaseFile database, List<UsedFile> files) {
        Path path = database.path();
        if (path == null || !isFollowed(files)) {
            return null;
        }
        List<String> left = new ArrayList<>();
        for (String name : DatabaseFiles.auxiliaryFiles(path, database.display())) {
            // A journal may be meant to stay: journal_mode=PERSIST.
            if (!name.endsWith("-journal")) {
                left.add(name);
            }
        }
        if (left.isEmpty()) {
            return null;
        }
        Long walBytes = DatabaseFiles.walLength(path);
        String other = FileUsers.otherProcess(path);
        LeftBehind kind = other == null ? kind(files) : LeftBehind.OTHER_PROCESS;
        return new DatabaseReport(
                database.display(),
                "wal",
                walBytes,
                walBytes,
                CheckpointOutcome.NOTHING_LEAKED,
                List.copyOf(left),
                other == null ? reason(kind, files) : other,
                kind.json());
    }

    private static boolean isFollowed(List<UsedFile> files) {
        for (UsedFile file : files) {
            if (file.isFollowed()) {
                return true;
            }
        }
        return false;
    }

    private static LeftBehind kind(List<UsedFile> files) {
        if (first(files, UsedFile::openedLate) != null) {
            return LeftBehind.OPENED_DURING_EXIT;
        }
        if (first(files, UsedFile::readOnlyLast) != null) {
            return LeftBehind.READ_ONLY_LAST;
        }
        boolean hadWal = files.stream().anyMatch(UsedFile::hadWal);
        return hadWal && files.stream().noneMatch(UsedFile::isReadByWriter)
                ? LeftBehind.EARLIER_CRASH
                : LeftBehind.UNKNOWN;
    }

    private static String reason(LeftBehind kind, List<UsedFile> files) {
        return switch (kind) {
            case READ_ONLY_LAST ->
                    "the last connection, opened at "
                            + first(files, UsedFile::readOnlyLast)
                            + ", was read-only; close one that may write after it";
            case OPENED_DURING_EXIT ->
                    "thread \""
                            + first(files, UsedFile::openedLate)
                            + "\" has opened it while the JVM was ending";
            case EARLIER_CRASH ->
                    "they were there before this JVM opened it, and no connection that may write has"
                            + " read from it since: left by a program that was killed, or by one"
                            + " that still has it open";
            case OTHER_PROCESS, IN_USE, LEAK, UNKNOWN -> "nobody is known to have it open";
        };
    }

    private static @Nullable String first(
            List<UsedFile> files, Function<UsedFile, @Nullable String> fact) {
        for (UsedFile file : files) {
            String known = fact.apply(file);
            if (known != null) {
                return known;
            }
        }
        return null;
    }
}
