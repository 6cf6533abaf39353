package io.github.sqliteleak.report.console;

import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.words.CheckpointWords;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.Words;
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
        writeGrowth(database.walGrowth());
        if (database.checkpoint().equals(CheckpointOutcome.NOTHING_LEAKED)) {
            if (!database.auxiliaryFilesLeft().isEmpty()) {
                page.text(database.walGrowth() == null ? "" : "    ");
                writeLeft(database);
            }
            return;
        }
        page.text(database.walGrowth() == null ? "" : "    ");
        long before = orZero(database.walBytesBefore());
        long after = orZero(database.walBytesAfter());
        if (before != 0 || after != 0) {
            page.text("WAL " + Words.bytes(before) + " → " + Words.bytes(after) + ", ");
        }
        writeCheckpoint(CheckpointWords.of(database));
        page.line();
        if (!database.auxiliaryFilesLeft().isEmpty()) {
            page.text("    ");
            writeLeft(database);
        }
    }

    private void writeGrowth(DatabaseReport.@Nullable WalGrowth growth) {
        if (growth != null) {
            page.text("WAL reached ")
                    .text(ConsolePage.YELLOW, Words.bytes(growth.peakBytes()))
                    .text(": " + growth.pinnedBy() + "; ")
                    .text(ConsolePage.GREEN, growth.fix())
                    .line();
        }
    }

    private void writeLeft(DatabaseReport database) {
        page.text("left behind: ").text(ConsolePage.YELLOW, fileNames(database));
        String reason = database.auxiliaryFilesReason();
        page.text(reason == null ? "" : ": " + reason).line();
    }

    private void writeCheckpoint(CheckpointWords words) {
        switch (words.outcome()) {
            case GOOD -> page.text(ConsolePage.GREEN, words.headline());
            case BAD -> page.text(ConsolePage.RED, words.headline());
            case NONE -> page.text(words.headline());
        }
        page.text(words.rest());
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
