package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Recovers what a crash left, by SQLite's own means, and deletes nothing by hand.
 *
 * @param tried whether SQLite was let at the files, so that they may have changed
 * @param text what was done, or why it was not
 */
record Repair(boolean tried, String text) {
    /** A WAL of this length has a header and no frame. */
    private static final long WAL_HEADER = 32;

    static Repair run(Path file, Examination examination) {
        long walBytes = WalFiles.walBytes(file);
        if (walBytes > WAL_HEADER && WalFiles.bytes(file) == 0) {
            return new Repair(
                    false,
                    "not done. The database file is empty, and SQLite would throw the -wal away."
                            + " Keep a copy of the -wal and put the database file back beside it.");
        }
        try {
            if (walBytes > WAL_HEADER
                    && examination.holders().isEmpty()
                    && validFrames(file) == 0) {
                return new Repair(
                        false,
                        "not done. SQLite finds no valid frame in the -wal and would throw it away:"
                                + " it is damaged, or belongs to another database. Keep a copy of"
                                + " it, then delete it yourself.");
            }
            Path journal = WalFiles.beside(file, WalFiles.JOURNAL);
            long journalBytes = WalFiles.bytes(journal);
            CheckpointResult result = WalFiles.checkpointTruncate(file);
            boolean rolledBack = journalBytes > 0 && WalFiles.bytes(journal) == 0;
            return new Repair(true, rolledBack ? rolledBack(journalBytes) : done(result));
        } catch (SQLException e) {
            return new Repair(true, "failed. " + SqliteErrors.explain(e).strip());
        }
    }

    private static String rolledBack(long journalBytes) {
        return "rolled back the half-done commit of a crash by its -journal of "
                + journalBytes
                + " bytes.";
    }

    private static String done(CheckpointResult result) {
        return result.busy() == 0
                ? "checkpointed, "
                        + result.walBytesBefore()
                        + " bytes of WAL before, "
                        + result.walBytesAfter()
                        + " after."
                : "the checkpoint is not complete, somebody uses the database: "
                        + result.holders()
                        + ".";
    }

    /** A read-only connection that closes last makes SQLite leave the -wal where it is. */
    private static int validFrames(Path file) throws SQLException {
        try (Connection last = Driver.open(file, Driver.Mode.READ_ONLY)) {
            Sql.value(last, "PRAGMA schema_version");
            try (Connection connection = Driver.open(file, Driver.Mode.READ_WRITE);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
                return row.next() ? row.getInt("log") : 0;
            }
        }
    }
}
