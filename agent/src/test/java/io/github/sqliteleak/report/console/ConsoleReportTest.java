package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleReportTest {
    private static final ConsoleStyle SUMMARY = new ConsoleStyle(false, false, true);
    private static final ConsoleStyle FULL = new ConsoleStyle(true, false, true);
    private static final Path JSON = Path.of("/work/sqlite-leaks/leaks-1-2-3.json");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0, 0, 0, 0 | no connection opened.
                    1, 1, 0, 0 | 1 connection opened and closed.
                    12, 12, 0, 0 | 12 connections opened, all closed.
                    12, 9, 3, 0 | 12 connections opened, 9 closed, 3 excluded.
                    12, 12, 0, 1 | 12 connections opened, all closed, 1 failed to open.
                    0, 0, 0, 2 | no connection opened, 2 failed to open.
                    """)
    void saysOneLineWhenNothingLeaked(String counts, String line) {
        String[] count = counts.split(", ", -1);
        LeakReport report =
                Reports.of(
                        new Totals(
                                Long.parseLong(count[0]),
                                Long.parseLong(count[1]),
                                0,
                                Long.parseLong(count[2]),
                                4,
                                Long.parseLong(count[3])));

        assertThat(render(SUMMARY, report)).isEqualTo("sqlite-leak-agent: " + line + "\n");
        assertThat(render(FULL, report)).isEqualTo("sqlite-leak-agent: " + line + "\n");
    }

    @Test
    void showsOneLeak() {
        LeakReport report =
                Reports.of(
                        ExitKind.NORMAL,
                        List.of(Reports.truncated()),
                        Leak.number(1)
                                .inTransaction("com.example.Repo.save(Repo.java:60)", "BEGIN")
                                .cursor("SELECT * FROM t WHERE id = ?"));

        assertThat(render(SUMMARY, report))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 1 connection leaked at 1 site (10 opened, 9 closed)

                          1 connection, still open at exit
                            at com.example.Repo.load(Repo.java:42)
                            database:  data/app.db
                            opened:    2026-11-20T12:00:01Z by thread "main"
                            open for:  8.1 s, unused for 8.0 s
                            holds:     an open transaction begun at com.example.Repo.save(Repo.java:60) by BEGIN
                                       an open cursor: SELECT * FROM t WHERE id = ?
                            cleanup:   closed by the agent, its transaction rolled back
                            fix:       commit or roll back on every path, then close
                                       open connection, Statement and ResultSet in one try (…) { … }

                          data/app.db: WAL 41 KB → 0, checkpointed

                          report: sqlite-leaks/leaks-1-2-3.json
                        """);
    }

    @Test
    void showsWholeStacksWhenAskedTo() {
        String sql = "SELECT " + "a, ".repeat(60) + "b";
        LeakReport report = Reports.of(Leak.number(1).cursor(sql));

        assertThat(new ConsoleReport(FULL, "/work").render(report, null))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 1 connection leaked at 1 site (10 opened, 9 closed)

                          1 connection, still open at exit
                            at com.example.Repo.load(Repo.java:42)
                            database:  data/app.db
                            opened:    2026-11-20T12:00:01Z by thread "main"
                            open for:  8.1 s, unused for 8.0 s
                            holds:     an open cursor: SQL
                            cleanup:   closed by the agent
                            fix:       open connection, Statement and ResultSet in one try (…) { … }
                            stack:     at com.example.Repo.load(Repo.java:42)
                                       at com.example.App.main(App.java:9)
                        """
                                .replace("SQL", sql));
        assertThat(new ConsoleReport(SUMMARY, "/work").render(report, null))
                .contains("an open cursor: " + sql.substring(0, 120) + "…\n");
    }

    @Test
    void addsUpTheLeaksOfASite() {
        LeakReport report =
                Reports.of(
                        ExitKind.HOOKS_TIMED_OUT,
                        List.of(),
                        Leak.number(1).openAfter("a.T#one()", "a.T#two()").cursor("SELECT ?"),
                        Leak.number(2).collected().openedAtLine(50).thread("w-1").neverUsed(),
                        Leak.number(3).cursor("SELECT ?").database("/data/b.db").thread("w-2"),
                        Leak.number(4).database("/data/c.db").thread("w-3").thread("w-4"),
                        Leak.number(5).database("/data/d.db"),
                        Leak.number(6)
                                .forceClose(ForceClose.Result.NOT_ATTEMPTED, "on-exit=report"));

        assertThat(render(SUMMARY, report))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 6 connections leaked at 1 site (15 opened, 9 closed)
                          the application's shutdown hooks were still running when time was up: what they close later counts as leaked
                            "saver" at a.Saver.run(Saver.java:5)

                          6 connections: 4 still open at exit, 1 garbage-collected while open, 1 still open after the test
                            at com.example.Repo.load(Repo.java:42), 5 connections
                            at com.example.Repo.load(Repo.java:50), 1 connection
                            test:      a.T#one(), a.T#two()
                            database:  data/app.db, /data/b.db, /data/c.db and 1 more
                            opened:    2026-11-20T12:00:01Z to 2026-11-20T12:00:06Z by threads "main", "w-2", "w-1" and 1 more
                            open for:  3.1 s to 8.1 s, unused for 8.0 s
                            holds:     an open cursor: SELECT ? (2 times)
                            cleanup:   5 closed by the agent
                                       1 left open: on-exit=report
                            fix:       open connection, Statement and ResultSet in one try (…) { … }
                                       or keep a reference until it is closed: once collected, no code can close it

                          report: sqlite-leaks/leaks-1-2-3.json
                        """);
    }

    @Test
    void tellsWhoIsInTheWayOfAClose() {
        LeakReport report =
                Reports.of(
                        Leak.number(1)
                                .transactionUnknown()
                                .forceClose(
                                        ForceClose.Result.TIMED_OUT,
                                        """
                                        thread "worker" is in a native call
                                        \tat org.sqlite.core.NativeDB.step(Native Method)
                                        \tat com.example.Job.run(Job.java:3)
                                        """));

        assertThat(render(SUMMARY, report))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 1 connection leaked at 1 site (10 opened, 9 closed)

                          1 connection, still open at exit
                            at com.example.Repo.load(Repo.java:42)
                            database:  data/app.db
                            opened:    2026-11-20T12:00:01Z by thread "main"
                            open for:  8.1 s, unused for 8.0 s
                            holds:     not known whether a transaction
                            cleanup:   NOT closed, timed out: thread "worker" is in a native call
                                         at org.sqlite.core.NativeDB.step(Native Method)
                                         at com.example.Job.run(Job.java:3)
                            fix:       open it in try (Connection c = …) { … }, which closes it on every path

                          report: sqlite-leaks/leaks-1-2-3.json
                        """);
    }

    @Test
    void aDetailBeginsNoLineThatABuildServerTakesForACommand() {
        LeakReport report =
                Reports.of(
                        Leak.number(1)
                                .forceClose(
                                        ForceClose.Result.FAILED,
                                        "it broke\n::error::x\r\n  ##[error]y\n\tat a.B.c(B.java:3)"));

        assertThat(render(SUMMARY, report))
                .contains(
                        """
                            cleanup:   NOT closed, failed: it broke ::error::x    ##[error]y
                                         at a.B.c(B.java:3)
                        """);
    }

    @Test
    void showsAPoolAsOneFinding() {
        Leak[] leaks = new Leak[25];
        for (int i = 0; i < leaks.length; i++) {
            leaks[i] =
                    Leak.number(i + 1)
                            .owner("pool:orders")
                            .thread("orders:adder")
                            .withoutUserFrames(
                                    "com.zaxxer.hikari.pool.PoolBase.open(PoolBase.java:3)");
        }
        leaks[8].inTransaction(null, null);

        assertThat(render(SUMMARY, Reports.of(leaks)))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 25 connections leaked at 1 site (34 opened, 9 closed)

                          25 connections of pool orders, still open at exit
                            at com.zaxxer.hikari.pool.PoolBase.open(PoolBase.java:3)
                            database:  data/app.db
                            below:     the worst 20 of them
                            opened:    2026-11-20T12:00:01Z to 2026-11-20T12:00:20Z by thread "orders:adder"
                            open for:  0 ms to 8.1 s, unused for 8.0 s
                            holds:     an open transaction
                            cleanup:   25 of 25 closed by the agent
                            fix:       give each connection back: open it in try (…) { … }, and commit or roll back
                                       close the pool before the application ends: HikariDataSource.close()

                          report: sqlite-leaks/leaks-1-2-3.json
                        """);
    }

    @Test
    void showsOfAPoolTheUsersPlaceAlone() {
        LeakReport report =
                Reports.of(
                        Leak.number(1).owner("pool:orders").openedIn("a.Shop", "start"),
                        Leak.number(2)
                                .owner("pool:orders")
                                .withoutUserFrames("a.pool.Base.open(Base.java:3)"));

        assertThat(render(SUMMARY, report))
                .contains(
                        """
                          2 connections of pool orders, still open at exit
                            at a.Shop.start(Some.java:7)
                            database:  data/app.db
                        """);
    }

    @Test
    void keepsASummaryShort() {
        Leak[] leaks = new Leak[12];
        for (int i = 0; i < leaks.length; i++) {
            leaks[i] = Leak.number(i + 1).openedIn("a.C", "m" + i);
        }
        LeakReport report = Reports.of(leaks);

        assertThat(render(SUMMARY, report))
                .contains("at a.C.m9(")
                .doesNotContain("a.C.m10(")
                .endsWith(
                        """

                          … and 2 more sites, see the JSON report

                          report: sqlite-leaks/leaks-1-2-3.json
                        """);
        assertThat(new ConsoleReport(SUMMARY, "/work").render(report, null))
                .endsWith("\n\n  … and 2 more sites\n");
        assertThat(render(FULL, report)).contains("a.C.m11(").doesNotContain("more site");
    }

    private static String render(ConsoleStyle style, LeakReport report) {
        return new ConsoleReport(style, "/work").render(report, JSON);
    }
}
