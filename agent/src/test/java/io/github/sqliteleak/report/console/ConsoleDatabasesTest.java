package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsoleDatabasesTest {
    @Test
    void tellsWhatBecameOfEachDatabase() {
        List<DatabaseReport> databases =
                List.of(
                        Reports.truncated(),
                        database("/work/b.db", 4_194_304L, null, "NOT_NEEDED", null),
                        database("/work/c.db", null, null, "NOT_NEEDED", "journal mode delete"),
                        database(":memory:", null, null, "SKIPPED", "in memory"),
                        database("/e.db", 812L, 812L, "FAILED", "SQLITE_IOERR"),
                        database("/workshop/f.db", 41_232L, 41_232L, "SKIPPED", "opened read-only"),
                        new DatabaseReport(
                                "/work/g.db",
                                "wal",
                                41_232L,
                                41_232L,
                                new CheckpointOutcome(
                                        CheckpointOutcome.Result.BUSY,
                                        "a reader is left",
                                        1,
                                        10,
                                        3),
                                List.of("/work/g.db-wal", "/work/g.db-shm"),
                                "another process has it open"),
                        new DatabaseReport(
                                "/work/h.db",
                                "wal",
                                41_232L,
                                41_232L,
                                new CheckpointOutcome(
                                        CheckpointOutcome.Result.BUSY, null, 1, -1, -1),
                                List.of("C:\\data\\h.db-wal"),
                                null));

        assertThat(tail(databases))
                .isEqualTo(
                        """

                          data/app.db: WAL 41 KB → 0, checkpointed
                          b.db: WAL 4.1 MB → 0, checkpointed
                          c.db: no checkpoint needed: journal mode delete
                          :memory: not checkpointed: in memory
                          /e.db: WAL 812 bytes → 812 bytes, checkpoint failed: SQLITE_IOERR
                          /workshop/f.db: WAL 41 KB → 41 KB, not checkpointed: opened read-only
                          g.db: WAL 41 KB → 41 KB, checkpoint incomplete (3 of 10 frames): a reader is left
                            left behind: g.db-wal, g.db-shm: another process has it open
                          h.db: WAL 41 KB → 41 KB, checkpoint incomplete
                            left behind: h.db-wal
                        """);
    }

    @Test
    void keepsALongListShort() {
        List<DatabaseReport> databases =
                new ArrayList<>(Collections.nCopies(11, Reports.truncated()));

        assertThat(tail(databases))
                .endsWith("checkpointed\n  … and 1 more database\n")
                .hasLineCount(12);
    }

    private static DatabaseReport database(
            String path,
            @Nullable Long before,
            @Nullable Long after,
            String result,
            @Nullable String reason) {
        return new DatabaseReport(
                path,
                null,
                before,
                after,
                new CheckpointOutcome(
                        CheckpointOutcome.Result.valueOf(result), reason, null, null, null),
                List.of(),
                null);
    }

    /** What stands below the leak sites. */
    private static String tail(List<DatabaseReport> databases) {
        LeakReport report = Reports.of(ExitKind.NORMAL, databases, Leak.number(1));
        String text =
                new ConsoleReport(new ConsoleStyle(false, false, true), "/work")
                        .render(report, null);
        String sites =
                new ConsoleReport(new ConsoleStyle(false, false, true), "/work")
                        .render(Reports.of(Leak.number(1)), null);
        assertThat(text).startsWith(sites);
        return text.substring(sites.length());
    }
}
