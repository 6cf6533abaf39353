package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.PragmaText;
import io.github.sqliteleak.sql.SqlMask;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * PRAGMAs that stood behind the first statement of a text and did not run. The application may well
 * set the same later by another way. So they are reported only when their connection is closed, or
 * at the end, and only the PRAGMAs whose setting nothing has made by then.
 */
final class SkippedPragmas {
    private static final String JOURNAL_MODE = "journal_mode";

    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final RefusedWal wal;
    private final BooleanSupplier showSql;
    private final Map<TrackedConnection, Skipped> pending = new ConcurrentHashMap<>();

    private record Skipped(DatabaseFile database, Queue<String> statements, @Nullable String site) {
        void set(String name) {
            statements.removeIf(statement -> sets(statement, name));
        }

        private static boolean sets(String statement, String name) {
            String setting = PragmaText.setting(statement);
            return setting != null && setting.startsWith(name + '=');
        }
    }

    SkippedPragmas(
            int stackDepth, IneffectiveSettings unmet, RefusedWal wal, BooleanSupplier showSql) {
        this.stackDepth = stackDepth;
        this.unmet = unmet;
        this.wal = wal;
        this.showSql = showSql;
    }

    /**
     * A text was prepared of which only the first statement has run.
     *
     * @param statements the others
     */
    void add(TrackedConnection connection, List<String> statements) {
        DatabaseFile database = DatabaseFile.of(connection.file(), connection.flags());
        if (!unmet.isKnown(database.display(), IneffectiveSetting.Kind.PRAGMA_SCRIPT)) {
            List<String> lacking = InForce.lacking(connection, statements);
            if (!lacking.isEmpty()) {
                add(connection, database, lacking);
            }
        }
    }

    private void add(TrackedConnection connection, DatabaseFile database, List<String> statements) {
        String site = CallStack.of(new CapturedStack(), stackDepth).site();
        Skipped skipped = new Skipped(database, new ConcurrentLinkedQueue<>(statements), site);
        Skipped before = pending.putIfAbsent(connection, skipped);
        if (before != null) {
            before.statements().addAll(statements);
        }
    }

    /** The connection was given this setting, whatever its value. */
    void set(TrackedConnection connection, String name) {
        if (!pending.isEmpty()) {
            Skipped skipped = pending.get(connection);
            if (skipped != null) {
                skipped.set(name);
            }
        }
    }

    /** The handle is about to be closed, by which SQLite may delete what shows that WAL is on. */
    void closing(TrackedConnection connection) {
        if (!pending.isEmpty()) {
            Skipped skipped = pending.get(connection);
            if (skipped != null && !lacksWal(connection, skipped.database())) {
                skipped.set(JOURNAL_MODE);
            }
        }
    }

    void closed(TrackedConnection connection) {
        if (!pending.isEmpty()) {
            Skipped skipped = pending.remove(connection);
            if (skipped != null) {
                report(skipped);
            }
        }
    }

    void end() {
        for (TrackedConnection connection : pending.keySet()) {
            closing(connection);
            closed(connection);
        }
    }

    /** Whether the journal mode, which stays with the file, is known not to be WAL. */
    private boolean lacksWal(TrackedConnection connection, DatabaseFile database) {
        return database.path() == null
                || (connection.hasUsedTables()
                        && !wal.hasSucceeded(connection)
                        && !RefusedWal.hasWal(database.path()));
    }

    private void report(Skipped skipped) {
        List<String> left = List.copyOf(skipped.statements());
        if (left.isEmpty()) {
            return;
        }
        String asked =
                showSql.getAsBoolean()
                        ? left.stream()
                                .map(SqlMask::mask)
                                .distinct()
                                .collect(Collectors.joining("; "))
                        : "the others";
        unmet.add(
                new IneffectiveSetting(
                        skipped.database().display(),
                        IneffectiveSetting.Kind.PRAGMA_SCRIPT,
                        asked,
                        "not run: a text that is prepared is run up to its first semicolon",
                        skipped.site()));
    }
}
