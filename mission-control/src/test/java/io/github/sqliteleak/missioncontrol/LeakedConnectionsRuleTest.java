package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmc.flightrecorder.rules.Severity;

class LeakedConnectionsRuleTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "0, 0, OK",
        "1, 25, INFO",
        "5, 53.97, INFO",
        "10, 75, WARNING",
        "1000, 100, WARNING"
    })
    void scoreGrowsWithTheLeaks(int leaks, double score, Severity severity) throws Exception {
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .times(leaks, EventNames.LEAK, leak("a.Repo.load(Repo.java:42)")));

        assertThat(judged.score()).isCloseTo(score, offset(0.05));
        assertThat(judged.severity()).isEqualTo(severity);
    }

    @Test
    void namesTheWorstSiteAndTheRemedy() throws Exception {
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .times(2, EventNames.LEAK, leak("a.Repo.load(Repo.java:42)"))
                                .event(EventNames.LEAK, leak("a.Job.run(Job.java:7)")));

        assertThat(judged.worstSite()).isEqualTo("a.Repo.load(Repo.java:42)");
        assertThat(judged.text())
                .isEqualTo(
                        """
                        3 connections leaked at 2 sites, worst at a.Repo.load(Repo.java:42)
                        2 connections to /data/app.db were opened there, the first by thread "main", and never closed. An open transaction keeps its lock, and an open cursor pins the write-ahead log: others wait for it until "database is locked". All sites: a.Repo.load(Repo.java:42) (2), a.Job.run(Job.java:7) (1).
                        Close it on every path: open it in try (Connection c = …) { … }. The event carries the whole stack of the opening as openStack.""");
    }

    @Test
    void oneInATransactionIsWorseThanSomeThatAreNot() throws Exception {
        Map<String, Object> locking =
                Map.of("openSite", "a.Job.run(Job.java:7)", "inTransaction", true);
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .times(3, EventNames.LEAK, leak("a.Repo.load(Repo.java:42)"))
                                .event(EventNames.LEAK, locking));

        assertThat(judged.worstSite()).isEqualTo("a.Job.run(Job.java:7)");
        assertThat(judged.severity()).isEqualTo(Severity.WARNING);
        assertThat(judged.text()).contains("it still held a transaction");
    }

    @Test
    void aPoolThatNobodyClosedIsOneFinding() throws Exception {
        Map<String, String> pooled =
                Map.of("openSite", "a.Main.pool(Main.java:1)", "owner", "pool:HikariCP");
        // Opened in a thread of the pool's.
        Map<String, String> later =
                Map.of(
                        "openSite",
                                "com.zaxxer.hikari.pool.PoolBase.newConnection(PoolBase.java:1)",
                        "owner", "pool:HikariCP",
                        "fingerprint", "another");
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .times(4, EventNames.LEAK, later)
                                .times(6, EventNames.LEAK, pooled));

        assertThat(judged.worstSite()).isEqualTo("a.Main.pool(Main.java:1)");
        assertThat(judged.score()).isEqualTo(25);
        assertThat(judged.text())
                .contains("10 connections leaked, opened at a.Main", "Close the pool (HikariCP)");
    }

    @Test
    void tellsOfThoseCollectedBeforeThereIsAVerdict() throws Exception {
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(
                                        EventNames.STATISTICS,
                                        Map.of("leaked", 2, "openConnections", 3)));

        assertThat(judged.score()).isBetween(25.0, 40.0);
        assertThat(judged.text()).startsWith("2 connections were garbage-collected while open");
    }

    @Test
    void saysWhatIsOpenWhenNothingLeaked() throws Exception {
        Judged judged =
                judge(
                        new MadeUpRecording()
                                .event(EventNames.STATISTICS, Map.of("openConnections", 3)));

        assertThat(judged.severity()).isEqualTo(Severity.OK);
        assertThat(judged.text()).contains("No connection leaked.", "3 connections were open");
    }

    private Judged judge(MadeUpRecording recording) throws Exception {
        return Judged.by(new LeakedConnectionsRule(), recording.read(folder));
    }

    private static Map<String, ?> leak(String site) {
        return Map.of(
                "openSite", site,
                "database", "/data/app.db",
                "openThread", "main",
                "owner", "application",
                "kind", "open-at-exit");
    }
}
