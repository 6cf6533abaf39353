package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.Judgements;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakTest.Evidence;
import io.github.sqliteleak.report.Locks;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final TextReport TEXT =
            new TextReport(new ConsoleStyle(false, false, true), "/work");

    @Test
    void saysOneLineWhenNothingLeaked() {
        assertThat(TEXT.render(Judgements.clean()))
                .isEqualTo("sqlite-leak-agent: 12 connections opened, all closed (1 JVM).\n");
    }

    @Test
    void showsWhatFailsTheBuildAndCountsTheRest() {
        assertThat(TEXT.render(Judgements.with(Judgements.ofEachStatus())))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 3 connections leaked at 2 sites: 1 new, 1 with more than the baseline allows (15 opened, 9 closed, 1 JVM)

                          1 connection, still open after the test
                            at com.example.Repo.load(Repo.java:42)
                            test:      com.example.RepoTest#loads()
                            database:  data/app.db
                            opened:    2026-11-20T12:00:01Z by thread "main"
                            open for:  8.1 s, unused for 8.0 s
                            holds:     an open transaction begun at com.example.Repo.save(Repo.java:60) by BEGIN
                            cleanup:   closed by the agent, its transaction rolled back
                            fix:       commit or roll back on every path, then close
                                       open it in try (Connection c = …) { … }, which closes it on every path
                            suppress:  fp:b989ea5d2ec50352

                          2 connections, still open at exit
                            at a.More.run(Some.java:7)
                            database:  data/app.db
                            opened:    2026-11-20T12:00:02Z to 2026-11-20T12:00:03Z by thread "main"
                            open for:  6.1 s to 7.1 s, unused for 8.0 s
                            holds:     no transaction, no open statement
                            cleanup:   2 closed by the agent
                            fix:       open it in try (Connection c = …) { … }, which closes it on every path
                            baseline:  1, now 2
                            suppress:  fp:0ab94afa627b3732

                          data/app.db: WAL 41 KB → 0, checkpointed

                          in the baseline: 1 connection at 1 site
                          of pools, allowed: 1 connection at 1 site
                          suppressed: 2 connections by any:com.example.** (sup.txt:1)
                          never used: db:*cache.db (sup.txt:2)
                          in the baseline, leaks no more: a.Gone#run fp:00ff
                        """);
    }

    @Test
    void namesTheOptionThatShowsTheRest() {
        Leak[] leaks = new Leak[12];
        for (int i = 0; i < leaks.length; i++) {
            leaks[i] = Leak.number(i + 1).openedIn("a.C", "m" + i);
        }
        Judgement judgement = Judgements.of(Reports.of(leaks), FindingStatus.NEW);

        assertThat(TEXT.render(judgement)).contains("\n  … and 2 more sites, shown by --full\n");
        assertThat(new TextReport(new ConsoleStyle(true, false, true), "/work").render(judgement))
                .contains("a.C.m11(")
                .doesNotContain("--full");
    }

    @Test
    void saysOfSeveralWhatBecameOfTheirTransactions() {
        Leak[] leaks = {
            Leak.number(1).inTransaction("a.R.s(R.java:6)", "begin;"),
            Leak.number(2).inTransaction("a.R.s(R.java:6)", "begin;")
        };

        assertThat(TEXT.render(Judgements.of(Reports.of(leaks), FindingStatus.NEW)))
                .contains("cleanup:   2 closed by the agent, their transactions rolled back\n")
                .contains("begun at a.R.s(R.java:6) by begin (2 times)\n");
    }

    @Test
    void saysInWhichTestAndHowSureThatIs() {
        Judgement judgement =
                Judgements.of(
                        Reports.of(
                                Leak.number(1).openedIn("a.T#one()", Evidence.CERTAIN),
                                Leak.number(2).openedIn("a.T#two()", Evidence.CERTAIN),
                                Leak.number(3).openedIn("a.T#two()", Evidence.ONLY_RUNNING_TEST),
                                Leak.number(4).openedIn("a.T#two()", Evidence.INHERITED),
                                Leak.number(5).openedIn("a.T", Evidence.CLASS),
                                Leak.number(6).openedWhile("a.T#one()", "a.U#x()"),
                                Leak.number(7).openAfter("a.V#y()")),
                        FindingStatus.NEW);

        assertThat(TEXT.render(judgement))
                .contains(
                        """
                            at com.example.Repo.load(Repo.java:42)
                            test:      opened in tests a.T#one(), a.T#two()
                                       opened while test a.T#two() was running, and no other
                                       opened by a thread that was started in a.T#two()
                                       opened in class a.T, outside its tests or not known in which
                                       and in a.V#y()
                                       not known; running then: a.T#one(), a.U#x()
                            database:  data/app.db
                        """);
    }

    @Test
    void saysWhichTestStartedTheThreadThatAnotherOneDidNotStart() {
        Leak late = Leak.number(1).openedByThread("a.T#one()", "a.T#two()");
        assertThat(test(late))
                .isEqualTo(
                        "opened while test a.T#two() was running, and no other, by a thread that"
                                + " was started in a.T#one()");

        Leak own = Leak.number(2).openedIn("a.T#two()", Evidence.ONLY_RUNNING_TEST);
        assertThat(test(late, own))
                .isEqualTo(
                        "opened while test a.T#two() was running, and no other; some by a thread"
                                + " that was started in a.T#one()");
        assertThat(test(late, Leak.number(3).openedByThread("a.T#three()", "a.T#four()")))
                .isEqualTo(
                        "opened while one test was running: a.T#two(), a.T#four(), by threads that"
                                + " were started in a.T#one(), a.T#three()");
    }

    private static String test(Leak... leaks) {
        return TEXT.render(Judgements.of(Reports.of(leaks), FindingStatus.NEW))
                .lines()
                .filter(line -> line.contains(" test: "))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .collect(Collectors.joining());
    }

    @Test
    void showsWhatAJvmThatWasKilledHadOpen() {
        Judgement judgement =
                Judgements.of(
                        Reports.unfinished(
                                Leak.number(1)
                                        .openAtPlanEnd()
                                        .openedIn("a.T#one()", Evidence.CERTAIN)
                                        .forceClose(
                                                ForceClose.Result.NOT_ATTEMPTED,
                                                "the JVM was still running")),
                        FindingStatus.OPEN);

        assertThat(TEXT.render(judgement))
                .isEqualTo(
                        """
                        sqlite-leak-agent: not judged: 1 connection was open when the tests had ended, in a JVM that has not come to its end (10 opened, 9 closed, 1 JVM)

                          1 connection, open when the tests had ended
                            at com.example.Repo.load(Repo.java:42)
                            test:      opened in test a.T#one()
                            database:  data/app.db
                            opened:    2026-11-20T12:00:01Z by thread "main"
                            open for:  8.1 s, unused for 8.0 s
                            holds:     no transaction, no open statement
                            cleanup:   left open: the JVM was still running
                            fix:       open it in try (Connection c = …) { … }, which closes it on every path
                        """);
    }

    @Test
    void showsWhoHeldTheLock() {
        LeakReport report = Reports.of(new Totals(9, 9, 0, 0, 2, 0, null, 2L));

        assertThat(
                        TEXT.render(
                                Judgements.of(
                                        Locks.in(
                                                report,
                                                Locks.wait("a.Waiter.save(Waiter.java:5)")
                                                        .times(2)))))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 9 connections opened, all closed (1 JVM).

                          database is locked: 2 statements failed
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY after up to 3.0 s
                            held by:   connection 7, in a write transaction begun at a.Holder.run(Holder.java:9) by thread "writer"
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       commit or roll back that transaction sooner, or raise busy_timeout
                        """);
    }

    @Test
    void passesWhenAllIsExcused() {
        Judgement judgement =
                Judgements.of(
                        Reports.of(Leak.number(1), Leak.number(2).openedIn("a.B", "c")),
                        FindingStatus.KNOWN,
                        FindingStatus.SUPPRESSED);

        assertThat(TEXT.render(judgement))
                .isEqualTo(
                        """
                        sqlite-leak-agent: no new leak (11 opened, 9 closed, 1 JVM)

                          in the baseline: 1 connection at 1 site
                        """);
    }
}
