package io.github.sqliteleak.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.Judgements;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.Locks;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.json.MergedJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shorter formats, whole. */
class CiFormatsTest {
    @TempDir Path repository;

    private SourceRoots sources;

    @BeforeEach
    void makeSources() throws Exception {
        Path file = repository.resolve("src/main/java/com/example/Repo.java");
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        sources = SourceRoots.find(repository);
    }

    @Test
    void writesJunitXml() {
        assertThat(new JunitXml().render(Judgements.with(Judgements.ofEachStatus(), "x: empty")))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites><testsuite name="sqlite-leak-agent" tests="6" failures="2" errors="0" skipped="4">
                        <testcase classname="com.example.Repo" name="load leaks a connection [b989ea5d2ec50352]"><failure type="sqlite-leak" message="SQLite leak: 1 connection, still open after the test, opened at com.example.Repo.load(Repo.java:42)">
                        opened at com.example.Repo.load(Repo.java:42)
                        database: /work/data/app.db
                        test: com.example.RepoTest#loads()
                        holds: an open transaction begun at com.example.Repo.save(Repo.java:60) by BEGIN
                        fix: commit or roll back on every path, then close
                        fix: open it in try (Connection c = …) { … }, which closes it on every path
                        fingerprint: b989ea5d2ec50352
                            at com.example.Repo.load(Repo.java:42)
                            at com.example.App.main(App.java:9)
                        </failure></testcase>
                        <testcase classname="a.More" name="run leaks a connection [0ab94afa627b3732]"><failure type="sqlite-leak" message="SQLite leak: 2 connections, still open at exit, opened at a.More.run(Some.java:7)">
                        opened at a.More.run(Some.java:7)
                        database: /work/data/app.db
                        holds: no transaction, no open statement
                        fix: open it in try (Connection c = …) { … }, which closes it on every path
                        the baseline allows 1
                        fingerprint: 0ab94afa627b3732
                            at a.More.run(Some.java:7)
                        </failure></testcase>
                        <testcase classname="a.Known" name="run leaks a connection [6eb5d6f42e9dd283]"><skipped message="in the baseline"/></testcase>
                        <testcase classname="a.Quiet" name="run leaks a connection [2dadfe282623a030]"><skipped message="suppressed by any:com.example.**"/></testcase>
                        <testcase classname="a.Pool" name="start leaks a connection [9a5791dcb32e8451]"><skipped message="of a pool, allowed"/></testcase><testcase classname="sqlite-leak-agent" name="incomplete data"><skipped message="incomplete data, not all was judged: x: empty"/></testcase>
                        <system-err>
                        x: empty
                        </system-err></testsuite></testsuites>
                        """);
        assertThat(new JunitXml().render(Judgements.clean()))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites><testsuite name="sqlite-leak-agent" tests="1" failures="0" errors="0" skipped="0"><testcase classname="sqlite-leak-agent" name="no leaked connection"/>
                        </testsuite></testsuites>
                        """);
    }

    /** The other way round, {@link #writesJunitXml} has one that passed where all was judged. */
    @Test
    void passesNoCaseWhereDataIsIncomplete() {
        assertThat(new JunitXml().render(broken()))
                .contains("tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"1\"")
                .contains("<skipped message=\"incomplete data, not all was judged: x: empty\"/>")
                .doesNotContain("no leaked connection");
        assertThat(new JunitXml().render(unfinished()))
                .contains("tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"2\"")
                .contains("not all was judged: 1 connection was open when the tests had ended");
    }

    @Test
    void writesAnIssueWhereDataIsIncomplete() {
        assertThat(new GitlabCodeQuality(sources).render(broken()))
                .isEqualTo(
                        """
                        [{
                          "description":"SQLite connections: incomplete data, not all was judged: x: empty",
                          "check_name":"sqlite-leak-incomplete-data",
                          "fingerprint":"8f4842049f119167",
                          "severity":"info",
                          "location":{
                            "path":"sqlite-leaks",
                            "lines":{
                              "begin":1
                            }
                          }
                        }]
                        """);
        assertThat(new GitlabCodeQuality(sources).render(unfinished()))
                .contains("\"severity\":\"info\"", "1 connection was open when the tests had");
    }

    /** The heading and the totals have to tell the same. */
    @Test
    void callsNothingLeakedThatNobodyHasJudged() {
        assertThat(new MarkdownSummary("/work").render(unfinished()))
                .startsWith("### Not judged: 1 connection was open")
                .contains("\n10 connections opened, 9 closed, 0 leaked, 1 not judged in 1 JVM.\n");
        assertThat(new MergedJson().render(unfinished())).contains("\"notJudged\":1,");
        assertThat(new MergedJson().render(Judgements.ofEachStatus())).contains("\"notJudged\":0,");
    }

    @Test
    void tellsCasesOfOneSiteApart() {
        LeakReport report =
                Reports.of(
                        Leak.number(1),
                        Leak.number(2).owner("pool:A"),
                        Leak.number(3).owner("pool:B"));
        String name = "name=\"load leaks a connection [b989ea5d2ec50352]";

        assertThat(
                        new JunitXml()
                                .render(
                                        Judgements.of(
                                                report,
                                                FindingStatus.NEW,
                                                FindingStatus.SUPPRESSED,
                                                FindingStatus.SUPPRESSED)))
                .containsOnlyOnce(name + "\"")
                .containsOnlyOnce(name + ", suppressed by any:com.example.**\"")
                .containsOnlyOnce(name + ", suppressed by any:com.example.**, of pool:B\"");
        assertThat(new JunitXml().render(Judgements.of(report, FindingStatus.NEW)))
                .containsOnlyOnce(name + "\"")
                .containsOnlyOnce(name + ", of pool:B\"")
                .containsOnlyOnce(name + ", of pool:A\"");
    }

    private static Judgement broken() {
        return Judgements.with(Judgements.clean(), "x: empty");
    }

    private static Judgement unfinished() {
        return Judgements.of(
                Reports.unfinished(Leak.number(1).openAtPlanEnd()), FindingStatus.OPEN);
    }

    @Test
    void writesGitlabCodeQuality() {
        assertThat(new GitlabCodeQuality(sources).render(Judgements.ofEachStatus()))
                .isEqualTo(
                        """
                        [{
                          "description":"SQLite leak: 1 connection, still open after the test; opened at com.example.Repo.load(Repo.java:42); database: /work/data/app.db; test: com.example.RepoTest#loads(); holds: an open transaction begun at com.example.Repo.save(Repo.java:60) by BEGIN; fix: commit or roll back on every path, then close; fix: open it in try (Connection c = \\u2026) { \\u2026 }, which closes it on every path; fingerprint: b989ea5d2ec50352",
                          "check_name":"sqlite-connection-leak",
                          "fingerprint":"211fc5051389a08a",
                          "severity":"major",
                          "location":{
                            "path":"src/main/java/com/example/Repo.java",
                            "lines":{
                              "begin":42
                            }
                          }
                        },{
                          "description":"SQLite leak: 2 connections, still open at exit; opened at a.More.run(Some.java:7); database: /work/data/app.db; holds: no transaction, no open statement; fix: open it in try (Connection c = \\u2026) { \\u2026 }, which closes it on every path; the baseline allows 1; fingerprint: 0ab94afa627b3732",
                          "check_name":"sqlite-connection-leak",
                          "fingerprint":"356b5ed8bf31aa8a",
                          "severity":"major",
                          "location":{
                            "path":"a/Some.java",
                            "lines":{
                              "begin":7
                            }
                          }
                        },{
                          "description":"SQLite leak: 1 connection, still open at exit; opened at a.Known.run(Some.java:7); database: /work/data/app.db; holds: no transaction, no open statement; fix: open it in try (Connection c = \\u2026) { \\u2026 }, which closes it on every path; fingerprint: 6eb5d6f42e9dd283",
                          "check_name":"sqlite-connection-leak",
                          "fingerprint":"a38d598a75d6057b",
                          "severity":"minor",
                          "location":{
                            "path":"a/Some.java",
                            "lines":{
                              "begin":7
                            }
                          }
                        }]
                        """);
        assertThat(new GitlabCodeQuality(sources).render(Judgements.clean())).isEqualTo("[]\n");
    }

    @Test
    void writesMarkdown() {
        assertThat(
                        new MarkdownSummary("/work")
                                .render(Judgements.with(Judgements.ofEachStatus(), "x: empty")))
                .isEqualTo(
                        """
                        ### 2 SQLite connection leak sites

                        15 connections opened, 9 closed, 6 leaked in 1 JVM.

                        | | opened at | database | test | fix | fingerprint |
                        |---|---|---|---|---|---|
                        | 1 connection, still open after the test | com.example.Repo.load(Repo.java:42) | data/app.db | com.example.RepoTest#loads() | commit or roll back on every path, then close; open it in try (Connection c = …) { … }, which closes it on every path | b989ea5d2ec50352 |
                        | 2 connections, still open at exit | a.More.run(Some.java:7) | data/app.db |  | open it in try (Connection c = …) { … }, which closes it on every path | 0ab94afa627b3732 |

                        in the baseline: 1 connection at 1 site

                        suppressed: 1 connection at 1 site

                        of pools, allowed: 1 connection at 1 site

                        - incomplete: x: empty
                        """);
        assertThat(new MarkdownSummary("/work").render(Judgements.clean()))
                .isEqualTo(
                        """
                        ### No new SQLite connection leak

                        12 connections opened, 12 closed, 0 leaked in 1 JVM.
                        """);
    }

    @Test
    void writesMarkdownOfLocks() {
        LeakReport report = Reports.of(new Totals(12, 12, 0, 0, 4, 0));

        assertThat(
                        new MarkdownSummary("/work")
                                .render(
                                        Judgements.of(
                                                Locks.in(
                                                        report,
                                                        Locks.wait("a.B.c(B.java:5)").times(2)))))
                .isEqualTo(
                        """
                        ### No new SQLite connection leak

                        12 connections opened, 12 closed, 0 leaked in 1 JVM.

                        | lock | at | database | why | held by | fix | code |
                        |---|---|---|---|---|---|---|
                        | database is locked: 2 statements failed | a.B.c(B.java:5) | data/app.db |  | connection 7, in a write transaction begun at a.Holder.run(Holder.java:9) by thread "writer" | commit or roll back that transaction sooner, or raise busy_timeout | SQLITE_BUSY |
                        """);
    }

    /** A reader of the summary has no other text at hand. */
    @Test
    void markdownHasReasonAndCureOfALock() {
        LeakReport report = Reports.of(new Totals(12, 12, 0, 0, 4, 0));
        String text =
                new MarkdownSummary("/work")
                        .render(
                                Judgements.of(
                                        Locks.in(
                                                report,
                                                Locks.wait("a.B.c(B.java:5)")
                                                        .withoutHolders()
                                                        .cause("stale-snapshot")
                                                        .code("SQLITE_BUSY_SNAPSHOT"),
                                                Locks.wait("a.B.d(B.java:6)")
                                                        .cause("checkpoint-busy"))));

        assertThat(text)
                .contains("| it had read and another connection has written since: no timeout")
                .contains(
                        "helps |  | begin with BEGIN IMMEDIATE, or commit the read first | SQLITE")
                .contains(
                        "\n| checkpoint stayed busy: 1 time | a.B.d(B.java:6) | data/app.db | the")
                .doesNotContain("not known", "&#");
    }

    @Test
    void writesGithubAnnotations() {
        assertThat(
                        new GithubAnnotations(sources)
                                .render(Judgements.with(Judgements.ofEachStatus(), "x: empty")))
                .isEqualTo(
                        """
                        ::error file=src/main/java/com/example/Repo.java,line=42,title=SQLite leak%3A 1 connection%2C still open after the test::opened at com.example.Repo.load(Repo.java:42)%0Adatabase: /work/data/app.db%0Atest: com.example.RepoTest#loads()%0Aholds: an open transaction begun at com.example.Repo.save(Repo.java:60) by BEGIN%0Afix: commit or roll back on every path, then close%0Afix: open it in try (Connection c = …) { … }, which closes it on every path%0Afingerprint: b989ea5d2ec50352
                        ::error file=a/Some.java,line=7,title=SQLite leak%3A 2 connections%2C still open at exit::opened at a.More.run(Some.java:7)%0Adatabase: /work/data/app.db%0Aholds: no transaction, no open statement%0Afix: open it in try (Connection c = …) { … }, which closes it on every path%0Athe baseline allows 1%0Afingerprint: 0ab94afa627b3732
                        ::warning title=sqlite-leak-agent::x: empty
                        """);
        assertThat(new GithubAnnotations(sources).render(Judgements.clean())).isEmpty();
    }

    /** A name of this length comes from generated code, or from whoever wants to flood a log. */
    @Test
    void boundsWhatItSays() {
        String name = "x".repeat(200_000);
        Judgement judgement =
                Judgements.with(
                        Judgements.of(
                                Reports.of(
                                        Leak.number(1)
                                                .owner("pool:" + name)
                                                .openedIn("a." + name, name)
                                                .database("/" + name)
                                                .openedIn(name, LeakTest.Evidence.CERTAIN)),
                                FindingStatus.NEW),
                        Collections.nCopies(50, name).toArray(new String[0]));

        assertThat(new GithubAnnotations(sources).render(judgement))
                .hasSizeLessThan(60_000)
                .contains("x…%0A", "::40 more problems\n");
        assertThat(new GitlabCodeQuality(sources).render(judgement))
                .hasSizeLessThan(10_000)
                .contains("x\\u2026; ")
                .containsPattern("\"fingerprint\":\"[0-9a-f]{16}\"");
    }

    @Test
    void annotatesTenSitesAtMost() {
        Leak[] leaks = new Leak[13];
        for (int i = 0; i < leaks.length; i++) {
            leaks[i] = Leak.number(i + 1).openedIn("a.C", "m" + i);
        }

        assertThat(
                        new GithubAnnotations(sources)
                                .render(Judgements.of(Reports.of(leaks), FindingStatus.NEW)))
                .satisfies(text -> assertThat(text.split("::error ")).hasSize(11))
                .endsWith("::notice title=sqlite-leak-agent::3 more leak sites\n");
    }

    /** GitHub drops the eleventh warning, as it does the eleventh error. */
    @Test
    void warnsOfTenProblemsAtMost() {
        String[] problems = new String[12];
        Arrays.setAll(problems, i -> "x" + i + ": empty");
        String[] ten = Arrays.copyOf(problems, 10);

        assertThat(render(Judgements.with(Judgements.clean(), problems)))
                .satisfies(text -> assertThat(text.split("::warning ")).hasSize(11))
                .endsWith("::notice title=sqlite-leak-agent::2 more problems\n");
        assertThat(render(Judgements.with(Judgements.clean(), ten)))
                .doesNotContain("::notice", "more");
    }

    @Test
    void namesNoFileWhereThereIsNone() {
        Leak nowhere = Leak.number(1).withoutUserFrames("a.B.c(Native Method)");

        assertThat(render(Judgements.of(Reports.of(nowhere), FindingStatus.NEW)))
                .startsWith("::error title=SQLite leak%3A 1 connection%2C still open at exit::");
    }

    @Test
    void saysWhichSourcesItMayBe() throws Exception {
        Judgement judgement = Judgements.of(Reports.of(Leak.number(1)), FindingStatus.NEW);
        assertThat(render(judgement)).doesNotContain("not known which");
        Path twin = repository.resolve("b/src/main/java/com/example/Repo.java");
        Files.createDirectories(twin.getParent());
        Files.createFile(twin);
        sources = SourceRoots.find(repository);
        String doubt =
                "source: not known which of b/src/main/java/com/example/Repo.java,"
                        + " src/main/java/com/example/Repo.java";

        assertThat(render(judgement)).contains("(Repo.java:42)%0A" + doubt + "%0Adatabase: ");
        assertThat(new GitlabCodeQuality(sources).render(judgement)).contains("; " + doubt + "; ");
    }

    private String render(Judgement judgement) {
        return new GithubAnnotations(sources).render(judgement);
    }

    @Test
    void mergesJson() {
        assertThat(new MergedJson().render(Judgements.with(Judgements.ofEachStatus(), "x: empty")))
                .contains("\"jvms\":[{", "\"status\":\"more\"", "\"baseline\":1")
                .contains("\"suppressedBy\":\"any:com.example.**\"", "\"problems\":[\"x: empty\"]")
                .contains("\"place\":\"sup.txt:2\"", "\"owner\":\"pool:HikariCP\"");
    }
}
