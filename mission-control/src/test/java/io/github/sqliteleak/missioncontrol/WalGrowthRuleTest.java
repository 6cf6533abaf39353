package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmc.flightrecorder.rules.Severity;

class WalGrowthRuleTest {
    private static final long MEBI = 1024 * 1024;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"0, 0, OK", "4, 12.5, OK", "8, 25, INFO", "64, 75, WARNING", "4096, 100, WARNING"})
    void scoreGrowsWithTheLog(int mebibytes, double score, Severity severity) throws Exception {
        Judged judged = judge(new MadeUpRecording().event(EventNames.STATISTICS, wal(mebibytes)));

        assertThat(judged.score()).isEqualTo(score);
        assertThat(judged.severity()).isEqualTo(severity);
    }

    @Test
    void namesTheReaderThatPinsIt() throws Exception {
        Map<String, ?> cursor =
                Map.of(
                        "openSite",
                        "a.Export.open(Export.java:4)",
                        "openStatements",
                        1,
                        "age",
                        60_000);
        Map<String, ?> younger =
                Map.of("openSite", "a.Page.open(Page.java:4)", "openStatements", 1, "age", 600);
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(EventNames.STATISTICS, wal(1))
                                .event(EventNames.OPEN, younger)
                                .event(EventNames.OPEN, cursor)
                                .event(EventNames.CHECKPOINT, Map.of("busy", true))
                                .event(EventNames.STATISTICS, wal(100)));

        assertThat(judged.worstSite()).isEqualTo("a.Export.open(Export.java:4)");
        assertThat(judged.text())
                .startsWith(
                        "A write-ahead log grew to 100 MiB, pinned by a reader:"
                                + " a.Export.open(Export.java:4)\n"
                                + "In all there were 1 MiB at first and 100 MiB at last. A checkpoint"
                                + " could not end because of a reader. SQLite starts")
                .contains("end each read transaction soon");
    }

    @Test
    void aCursorSeenToBlockIsTheSurestPin() throws Exception {
        Map<String, ?> blocked =
                Map.of("evidence", "open-cursor", "holderSite", "a.Cursor.next(Cursor.java:1)");
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(EventNames.STATISTICS, wal(100))
                                .event(
                                        EventNames.OPEN,
                                        Map.of("openSite", "a.B.c", "inTransaction", true))
                                .event(EventNames.LOCK_WAIT, blocked));

        assertThat(judged.worstSite()).isEqualTo("a.Cursor.next(Cursor.java:1)");
    }

    @Test
    void elseItIsTheLongestRead() throws Exception {
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(EventNames.STATISTICS, wal(100))
                                .event(EventNames.TRANSACTION, 1, Map.of("beginSite", "a.Short.x"))
                                .event(
                                        EventNames.TRANSACTION,
                                        50,
                                        Map.of("beginSite", "a.Long.x")));

        assertThat(judged.worstSite()).isEqualTo("a.Long.x");
    }

    @Test
    void saysSoWhenNoReaderIsKnown() throws Exception {
        Judged judged = judge(new MadeUpRecording().event(EventNames.STATISTICS, wal(100)));

        assertThat(judged.text())
                .startsWith(
                        "A write-ahead log grew to 100 MiB; the reader that pins it is not known");
    }

    @Test
    void aLeakedReaderIsWorthKnowingBeforeTheLogIsLarge() throws Exception {
        Map<String, ?> leak = Map.of("openSite", "a.Export.open", "openStatements", 1);

        assertThat(
                        judge(
                                        new MadeUpRecording()
                                                .event(EventNames.STATISTICS, wal(2))
                                                .event(EventNames.LEAK, leak))
                                .severity())
                .isEqualTo(Severity.INFO);
        assertThat(
                        judge(
                                        new MadeUpRecording()
                                                .event(EventNames.STATISTICS, wal(0))
                                                .event(EventNames.LEAK, leak))
                                .severity())
                .isEqualTo(Severity.OK);
    }

    @Test
    void aCheckpointThatACursorBlockedCounts() throws Exception {
        Map<String, ?> blocked =
                Map.of(
                        "cause", "checkpoint-pinned",
                        "evidence", "open-cursor",
                        "holderSite", "a.Cursor.next(Cursor.java:1)");
        Judged judged = judge(new MadeUpRecording().event(EventNames.LOCK_TIMEOUT, blocked));

        assertThat(judged.severity()).isEqualTo(Severity.INFO);
        assertThat(judged.worstSite()).isEqualTo("a.Cursor.next(Cursor.java:1)");
    }

    /** As the agent tells it unless the stacks of statements are on. */
    @Test
    void aCheckpointThatStayedBusyNamesWhereTheReaderOpened() throws Exception {
        Map<String, ?> blocked =
                Map.of(
                        "operation", "checkpoint",
                        "cause", "checkpoint-pinned",
                        "evidence", "open-cursor",
                        "holderConnectionId", 2,
                        "holderThread", "main",
                        "holderOpenSite", "a.Export.open(Export.java:4)");
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(EventNames.LOCK_WAIT, 0.1, blocked)
                                .event(EventNames.LOCK_TIMEOUT, blocked));

        assertThat(judged.severity()).isEqualTo(Severity.INFO);
        assertThat(judged.worstSite())
                .isEqualTo("a connection opened at a.Export.open(Export.java:4) (thread \"main\")");
        assertThat(judged.text())
                .startsWith(
                        "A checkpoint stayed busy because of a reader: a connection opened"
                                + " at a.Export.open(Export.java:4) (thread \"main\")\n"
                                + "No write-ahead log was seen to grow. The log cannot be emptied")
                .contains("Close each ResultSet")
                .doesNotContain("grew to", "0 B");
    }

    @Test
    void aCheckpointThatAnUnknownReaderKeptBusySaysSo() throws Exception {
        Map<String, ?> blocked = Map.of("operation", "checkpoint");
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(EventNames.STATISTICS, wal(2))
                                .times(2, EventNames.LOCK_TIMEOUT, blocked));

        assertThat(judged.text())
                .startsWith(
                        "2 checkpoints stayed busy because of somebody who is not known\n"
                                + "The largest write-ahead log had 2 MiB.");
    }

    @Test
    void aCheckpointThatAWriterKeptBusyNamesNoReader() throws Exception {
        Map<String, ?> blocked =
                Map.of(
                        "operation", "checkpoint",
                        "cause", "checkpoint-behind-writer",
                        "evidence", "write-transaction",
                        "holderConnectionId", 2,
                        "holderThread", "import",
                        "holderSite", "a.Import.run(Import.java:4)");
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(EventNames.LOCK_WAIT, 0.1, blocked)
                                .event(EventNames.LOCK_TIMEOUT, blocked));

        assertThat(judged.severity()).isEqualTo(Severity.INFO);
        assertThat(judged.worstSite()).contains("a.Import.run(Import.java:4)");
        assertThat(judged.text())
                .startsWith("A checkpoint stayed busy because of a writer: ")
                .contains("End each write transaction soon")
                .doesNotContain("reader", "ResultSet");
    }

    @Test
    void aWriterPinsNoLogThatHasGrown() throws Exception {
        Map<String, ?> blocked =
                Map.of(
                        "operation", "checkpoint",
                        "evidence", "write-transaction",
                        "holderSite", "a.Import.run(Import.java:4)");
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(EventNames.STATISTICS, wal(100))
                                .event(EventNames.LOCK_TIMEOUT, blocked));

        assertThat(judged.text())
                .startsWith(
                        "A write-ahead log grew to 100 MiB; the reader that pins it is not known")
                .doesNotContain("Import");
    }

    @Test
    void whatIsNoCheckpointPinsNothing() throws Exception {
        Map<String, ?> write =
                Map.of("operation", "write", "holderOpenSite", "a.Export.open(Export.java:4)");
        Judged judged = judge(new MadeUpRecording().event(EventNames.LOCK_TIMEOUT, write));

        assertThat(judged.score()).isZero();
        assertThat(judged.text()).startsWith("No write-ahead log was seen to grow.");
    }

    @Test
    void severalDatabasesHaveALogEach() throws Exception {
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(EventNames.OPEN, Map.of("database", "/a.db"))
                                .event(EventNames.OPEN, Map.of("database", "/b.db"))
                                .event(EventNames.STATISTICS, wal(8)));

        assertThat(judged.severity()).isEqualTo(Severity.OK);
        assertThat(judged.text()).startsWith("The largest write-ahead log had 4 MiB.");
    }

    private Judged judge(MadeUpRecording recording) throws Exception {
        return Judged.by(new WalGrowthRule(), recording.read(folder));
    }

    private static Map<String, ?> wal(int mebibytes) {
        return Map.of("walBytes", mebibytes * MEBI);
    }
}
