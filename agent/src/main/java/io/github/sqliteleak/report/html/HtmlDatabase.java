package io.github.sqliteleak.report.html;

import io.github.sqliteleak.judge.ReportMerge;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.words.CheckpointWords;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A database on the page.
 *
 * @param largest the longest WAL of all databases, in bytes
 */
record HtmlDatabase(DatabaseReport database, long largest, ShortPath paths) {
    String path() {
        return paths.of(database.path());
    }

    long before() {
        return database.walBytesBefore() == null ? 0 : database.walBytesBefore();
    }

    long after() {
        return database.walBytesAfter() == null ? 0 : database.walBytesAfter();
    }

    boolean hasWal() {
        return before() > 0 || after() > 0;
    }

    String wal() {
        return "WAL " + Words.bytes(before()) + " → " + Words.bytes(after());
    }

    /** False where only its WAL is reported on. */
    boolean isJudged() {
        return database.walGrowth() == null
                || !database.checkpoint().equals(CheckpointOutcome.NOTHING_LEAKED)
                || !database.auxiliaryFilesLeft().isEmpty();
    }

    /** How its WAL grew; empty when it did not. */
    String growth() {
        DatabaseReport.WalGrowth growth = database.walGrowth();
        return growth == null
                ? ""
                : "WAL reached "
                        + Words.bytes(growth.peakBytes())
                        + ": "
                        + growth.pinnedBy()
                        + "; "
                        + growth.fix();
    }

    /** Per cent of the longest one, and never too short to be seen. */
    String width(long bytes) {
        return bytes == 0 ? "0" : TimeLine.percent(Math.max(100.0 * bytes / largest, 0.5));
    }

    String checkpoint() {
        return CheckpointWords.of(database).text();
    }

    String colour() {
        CheckpointOutcome.Result result = database.checkpoint().result();
        if (result == CheckpointOutcome.Result.FAILED || result == CheckpointOutcome.Result.BUSY) {
            return "red";
        }
        return isTrouble() ? "amber" : result == CheckpointOutcome.Result.SKIPPED ? "" : "green";
    }

    boolean isTrouble() {
        return ReportMerge.trouble(database) > 0;
    }

    List<String> leftBehind() {
        List<String> names = new ArrayList<>();
        for (String file : database.auxiliaryFilesLeft()) {
            names.add(file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
        }
        return names;
    }
}
