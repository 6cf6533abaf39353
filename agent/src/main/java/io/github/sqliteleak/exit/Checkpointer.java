package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DatabaseFiles;
import io.github.sqliteleak.driver.WalResetBug;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.CheckpointOutcome.Result;
import io.github.sqliteleak.secrets.FreeText;
import io.github.sqliteleak.system.LockTable;
import io.github.sqliteleak.system.OpenFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code PRAGMA wal_checkpoint(TRUNCATE)} on a fresh connection, after the leaked ones have been
 * closed. Never makes a file and never changes how the database is journalled.
 *
 * @see <a href="https://www.sqlite.org/pragma.html#pragma_wal_checkpoint">The row that it
 *     returns</a>
 */
final class Checkpointer {
    private static final int BUSY_TIMEOUT_MILLIS = 250;

    private Checkpointer() {}

    /**
     * Why no checkpoint can be made, known before anything is closed.
     *
     * @param openFiles identities of the files that this process has open; null when not known
     * @return null when one can be made
     */
    static @Nullable String reasonToSkip(LeakedDatabase database, @Nullable Set<String> openFiles) {
        Path path = database.path();
        if (path == null) {
            return "it is not in a file";
        }
        if (database.parameter("vfs") != null) {
            return "it was opened through a VFS of its own";
        }
        String immutable = database.parameter("immutable");
        if (immutable != null && !immutable.equals("0")) {
            return "it was opened as immutable";
        }
        if (database.isReadOnly()) {
            return "it was opened read-only";
        }
        if (!Files.exists(path)) {
            return "the file is gone";
        }
        if (database.isClosedByDriver()) {
            return "the driver has closed it by itself";
        }
        String identity = OpenFiles.identity(path);
        if (openFiles != null && identity != null && !openFiles.contains(identity)) {
            return "another file has taken its place";
        }
        return null;
    }

    /**
     * Runs it in the calling thread; not where SQLite has the {@link WalResetBug} and somebody else
     * may have the database open.
     */
    static CheckpointOutcome run(
            LeakedDatabase database, Path path, @Nullable Long walBytesBefore) {
        if (!Files.exists(path)) {
            return without(Result.SKIPPED, "the file is gone");
        }
        if (DatabaseFiles.walLength(path) == null) {
            return without(Result.NOT_NEEDED, whyThereIsNothingToDo(walBytesBefore));
        }
        boolean alone = isAlone(path);
        try (Connection fresh = database.reopen(BUSY_TIMEOUT_MILLIS)) {
            if (fresh == null) {
                return without(Result.SKIPPED, "the driver that had it open was unloaded");
            }
            String version = alone ? null : version(fresh);
            return version != null && WalResetBug.affects(version)
                    ? without(
                            Result.SKIPPED,
                            "SQLite "
                                    + version
                                    + " could corrupt it while others have it open (the WAL-reset"
                                    + " bug); "
                                    + WalResetBug.CURE)
                    : run(fresh);
        } catch (SQLException e) {
            return without(Result.FAILED, FreeText.of(String.valueOf(e.getMessage())));
        } catch (ReflectiveOperationException e) {
            return without(Result.FAILED, FreeText.of(e.toString()));
        }
    }

    /** Whether nobody is known to have it open, in a place where that would be known. */
    private static boolean isAlone(Path path) {
        Set<String> own = OpenFiles.ofThisProcess();
        String identity = OpenFiles.identity(path);
        return own != null
                && identity != null
                && !own.contains(identity)
                && LockTable.isReadable()
                && LockTable.lockedByOthers(path).isEmpty()
                && LockTable.lockedByOthers(DatabaseFiles.sharedMemory(path)).isEmpty();
    }

    private static String version(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement();
                ResultSet row = statement.executeQuery("SELECT sqlite_version()")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static CheckpointOutcome run(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (!row.next()) {
                return without(Result.FAILED, "SQLite returned no result");
            }
            int busy = row.getInt(1);
            return new CheckpointOutcome(
                    busy == 0 ? Result.TRUNCATED : Result.BUSY,
                    busy == 0 ? null : "another connection was reading or writing",
                    busy,
                    row.getInt(2),
                    row.getInt(3));
        }
    }

    private static String whyThereIsNothingToDo(@Nullable Long walBytesBefore) {
        if (walBytesBefore == null) {
            return "there is no WAL";
        }
        return walBytesBefore == 0
                ? "the WAL was empty"
                : "closing the last connection checkpointed it";
    }

    static CheckpointOutcome without(Result result, @Nullable String reason) {
        return new CheckpointOutcome(result, reason, null, null, null);
    }
}
