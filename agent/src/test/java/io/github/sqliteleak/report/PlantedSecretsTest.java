package io.github.sqliteleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.judge.Judge;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.judge.Suppressions;
import io.github.sqliteleak.report.ci.GithubAnnotations;
import io.github.sqliteleak.report.ci.GitlabCodeQuality;
import io.github.sqliteleak.report.ci.JunitXml;
import io.github.sqliteleak.report.ci.MarkdownSummary;
import io.github.sqliteleak.report.ci.Sarif;
import io.github.sqliteleak.report.ci.SourceRoots;
import io.github.sqliteleak.report.console.ConsoleStyle;
import io.github.sqliteleak.report.console.TextReport;
import io.github.sqliteleak.report.html.HtmlReport;
import io.github.sqliteleak.report.json.JsonReport;
import io.github.sqliteleak.report.json.MergedJson;
import io.github.sqliteleak.secrets.FreeText;
import io.github.sqliteleak.secrets.Redaction;
import io.github.sqliteleak.secrets.ShownCommandLine;
import io.github.sqliteleak.sql.SqlInReports;
import io.github.sqliteleak.tests.TestNames;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A secret in each of some 250 places, and every format. Each place is tried with its masker
 * switched off, too: then the secret has to be found, or the test would find nothing at all.
 */
class PlantedSecretsTest {
    private static final String SECRET = "hunter2";
    private static final List<String> NAMES =
            List.of(
                    "password",
                    "key",
                    "hexkey",
                    "cipher_key",
                    "dbpassword",
                    "client_secret",
                    "private_key",
                    "passcode",
                    "pin",
                    "pwd",
                    "accessToken",
                    "credentials");

    private static final List<JudgementRenderer> FORMATS = formats();

    /** Where a secret can stand, what masks it there, and where it would be shown. */
    enum Place {
        URL(urls(), Redaction::url, text -> leak(Leak.number(1).database(text))),
        FILE(files(), Redaction::fileName, text -> leak(Leak.number(1).database(text))),
        SQL(sql(), SqlInReports.MASKED::show, text -> leak(Leak.number(1).statement(text, null))),
        FULL_SQL(
                keys(),
                SqlInReports.FULL::show,
                text -> leak(Leak.number(1).inTransaction("a.B.c(B.java:1)", text))),
        PROCESS(
                commandLines(),
                text -> ShownCommandLine.of(text.split("\u0000")),
                PlantedSecretsTest::locked),
        THREAD(texts(), FreeText::of, text -> leak(Leak.number(1).thread(text))),
        EXCEPTION(
                texts(),
                FreeText::of,
                text -> leak(Leak.number(1).forceClose(ForceClose.Result.FAILED, text))),
        TEST(
                testNames(),
                text -> TestNames.test("a.LoginTest", null, text, text).text(),
                text -> leak(Leak.number(1).openAfter(text)));

        private final List<String> planted;
        private final UnaryOperator<String> masker;
        private final Function<String, LeakReport> report;

        Place(
                List<String> planted,
                UnaryOperator<String> masker,
                Function<String, LeakReport> report) {
            this.planted = planted;
            this.masker = masker;
            this.report = report;
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsNoSecret(Place place) {
        for (String planted : place.planted) {
            assertThat(planted).contains(SECRET);
            String shown = place.masker.apply(planted);
            assertThat(rendered(place.report.apply(shown)))
                    .as("%s: %s", place, planted)
                    .doesNotContain(SECRET)
                    .doesNotContain("zebra9");
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsEachWithoutTheMasker(Place place) {
        for (String planted : place.planted) {
            assertThat(rendered(place.report.apply(planted.replace('\u0000', ' '))))
                    .as("%s: %s", place, planted)
                    .contains(SECRET);
        }
    }

    private static String rendered(LeakReport report) {
        Judge judge = new Judge(Suppressions.none(), null, false);
        judge.add(report);
        Judgement judgement = judge.judge(List.of());
        StringBuilder all = new StringBuilder(JsonReport.render(report));
        for (JudgementRenderer format : FORMATS) {
            all.append(format.render(judgement));
        }
        return all.toString();
    }

    private static List<JudgementRenderer> formats() {
        SourceRoots sources = SourceRoots.of(Path.of("/work"), List.of());
        return List.of(
                new TextReport(new ConsoleStyle(true, false, true), "/work"),
                new HtmlReport("/work"),
                new MergedJson(),
                new JunitXml(),
                new Sarif(sources),
                new GitlabCodeQuality(sources),
                new MarkdownSummary("/work"),
                new GithubAnnotations(sources));
    }

    private static LeakReport leak(Leak leak) {
        return Reports.of(leak);
    }

    private static LeakReport locked(String process) {
        LockWaitGroup like = Locks.wait("a.Waiter.run(Waiter.java:5)").group();
        LockHolder holder =
                new LockHolder(null, null, null, null, 4712L, process, "other-process", 10L);
        LeakReport report = Reports.of(new Totals(3, 3, 0, 0, 1, 0, 1L, 1L));
        return new LeakReport(
                report.jvm(),
                report.drivers(),
                report.totals(),
                List.of(),
                List.of(
                        new LockWaitGroup(
                                like.database(),
                                like.waiterSite(),
                                like.operation(),
                                like.sql(),
                                1,
                                10,
                                10,
                                1,
                                like.resultCodes(),
                                null,
                                null,
                                null,
                                List.of(holder),
                                null,
                                null)),
                List.of());
    }

    private static List<String> urls() {
        List<String> urls = parameters("jdbc:sqlite:/d/x.db");
        urls.add("jdbc:sqlite://bob:hunter2@host/x.db");
        urls.add("jdbc:sqlite:http://bob:hunter2@host/x.db?foreign_keys=on");
        return urls;
    }

    private static List<String> files() {
        return parameters("/d/x.db");
    }

    private static List<String> parameters(String before) {
        List<String> all = new ArrayList<>();
        for (String name : NAMES) {
            for (String separator : List.of("?", "&", ";", "#", "?a=b&", "%26")) {
                all.add(before + separator + name + "=hunter2 zebra9");
            }
        }
        return all;
    }

    private static List<String> keys() {
        List<String> all = new ArrayList<>();
        for (String literal : List.of("'hunter2'", "\"hunter2\"", "hunter2", "'hunter2 zebra9'")) {
            all.add("PRAGMA key = " + literal);
            all.add("pragma/* c */main . rekey(" + literal + ")");
            all.add("PRAGMA cipher_salt=" + literal);
            all.add("ATTACH 'x.db' AS x KEY " + literal);
            all.add("SELECT 1; PRAGMA hexkey = " + literal);
        }
        return all;
    }

    private static List<String> sql() {
        List<String> all = new ArrayList<>(keys());
        all.addAll(
                List.of(
                        "SELECT 'hunter2'",
                        "SELECT \"hunter2\"",
                        "SELECT 'it''s hunter2'",
                        "SELECT x FROM t WHERE y = 'hunter2 -- zebra9'",
                        "SELECT 1 /* hunter2 */",
                        "SELECT 1 -- hunter2",
                        "SELECT 'hunter2",
                        "INSERT INTO t VALUES ('a', 'hunter2')",
                        "INSERT INTO t VALUES (1); INSERT INTO t VALUES ('hunter2",
                        "UPDATE t SET x = 'hunter2' WHERE y = \"hunter2\"",
                        "CREATE TRIGGER a AFTER INSERT ON t BEGIN SELECT 'hunter2'; END",
                        "SELECT json_extract(x, '$.hunter2')"));
        return all;
    }

    private static List<String> commandLines() {
        List<String> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add("sqlite3\u0000--" + name + "=hunter2 zebra9");
            all.add("sqlite3\u0000--" + name + "\u0000hunter2");
            all.add("java\u0000-cp\u0000a.jar\u0000com.example.App\u0000-Ddb." + name + "=hunter2");
            all.add("curl\u0000{\"" + name + "\": \"hunter2 zebra9\"}");
        }
        all.addAll(
                List.of(
                        "sqlite3\u0000x.db\u0000PRAGMA key='hunter2 zebra9'",
                        "sqlite3\u0000x.db\u0000ATTACH 'a' AS b KEY 'hunter2'",
                        "tool\u0000-u\u0000bob:hunter2",
                        "tool\u0000-phunter2",
                        "curl\u0000-H\u0000Authorization: Bearer hunter2",
                        "git\u0000clone\u0000https://bob:hunter2@host/x"));
        return all;
    }

    private static List<String> texts() {
        List<String> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add("worker of jdbc:sqlite:/d/x.db?" + name + "=hunter2");
            all.add(name + ": hunter2 zebra9");
            all.add("path to '/d/x.db&" + name + "=hunter2': '/d' does not exist");
        }
        all.addAll(
                Arrays.asList(
                        "cannot log in with password hunter2",
                        "Authorization: Bearer hunter2",
                        "https://bob:hunter2@host",
                        "while running PRAGMA key = 'hunter2'",
                        "[SQLITE_ERROR] near \"hunter2\": syntax error"));
        return all;
    }

    private static List<String> testNames() {
        List<String> all = new ArrayList<>();
        for (String name : NAMES) {
            all.add("opens [" + name + "=hunter2]");
            all.add("opens jdbc:sqlite:x.db?" + name + "=hunter2");
        }
        return all;
    }
}
