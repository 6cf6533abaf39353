package io.github.sqliteleak.report;

import org.jspecify.annotations.Nullable;

/** One line on the console for a database: what became of its WAL, and what is left beside it. */
final class DatabaseText {
    private final ConsolePage page;
    private final ShortPath paths;

    DatabaseText(ConsolePage page, ShortPath paths) {
        this.page = page;
        this.paths = paths;
    }

    void write(DatabaseReport database) {
        String path = paths.of(database.path());
        page.text("  ").text(ConsolePage.BOLD, path).text(path.endsWith(":") ? " " : ": ");
        long before = orZero(database.walBytesBefore());
        long after = orZero(database.walBytesAfter());
        if (before != 0 || after != 0) {
            page.text("WAL " + Words.bytes(before) + " → " + Words.bytes(after) + ", ");
        }
        writeCheckpoint(database);
        page.line();
        if (!database.auxiliaryFilesLeft().isEmpty()) {
            page.text("    left behind: ").text(ConsolePage.YELLOW, fileNames(database));
            String reason = database.auxiliaryFilesReason();
            page.text(reason == null ? "" : ": " + reason).line();
        }
    }

    /** What became of the checkpoint, in plain words. */
    static String checkpoint(DatabaseReport database) {
        ConsolePage plain = new ConsolePage(new ConsoleStyle(true, false, true));
        new DatabaseText(plain, new ShortPath("")).writeCheckpoint(database);
        return plain.toString();
    }

    private void writeCheckpoint(DatabaseReport database) {
        if (database.checkpoint().result() == CheckpointOutcome.Result.NOT_NEEDED
                && orZero(database.walBytesBefore()) > 0
                && orZero(database.walBytesAfter()) == 0) {
            // SQLite did it by itself when the last connection was closed.
            page.text(ConsolePage.GREEN, "checkpointed");
        } else {
            writeCheckpoint(database.checkpoint());
        }
    }

    private void writeCheckpoint(CheckpointOutcome checkpoint) {
        CheckpointOutcome.Result result = checkpoint.result();
        String reason = checkpoint.reason() == null ? "" : ": " + checkpoint.reason();
        if (result == CheckpointOutcome.Result.TRUNCATED) {
            page.text(ConsolePage.GREEN, "checkpointed").text(reason);
        } else if (result == CheckpointOutcome.Result.NOT_NEEDED) {
            page.text("no checkpoint needed" + reason);
        } else if (result == CheckpointOutcome.Result.SKIPPED) {
            page.text("not checkpointed" + reason);
        } else if (result == CheckpointOutcome.Result.FAILED) {
            page.text(ConsolePage.RED, "checkpoint failed").text(reason);
        } else {
            page.text(ConsolePage.RED, "checkpoint incomplete").text(frames(checkpoint) + reason);
        }
    }

    private static String frames(CheckpointOutcome checkpoint) {
        Integer log = checkpoint.log();
        Integer done = checkpoint.checkpointed();
        // SQLite answers -1 when it did not get as far as to count.
        if (log == null || done == null || log < 0 || done < 0) {
            return "";
        }
        return " (" + done + " of " + Words.count(log, "frame") + ")";
    }

    private static String fileNames(DatabaseReport database) {
        StringBuilder names = new StringBuilder();
        for (String file : database.auxiliaryFilesLeft()) {
            int name = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1;
            names.append(names.length() == 0 ? "" : ", ").append(file, name, file.length());
        }
        return names.toString();
    }

    private static long orZero(@Nullable Long bytes) {
        return bytes == null ? 0 : bytes;
    }
}
