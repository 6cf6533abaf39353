package io.github.sqliteleak.report.ci;

import static io.github.sqliteleak.files.Utf8Text.wellFormed;
import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.judge.Judgements;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakTest;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.Locks;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.console.ConsoleStyle;
import io.github.sqliteleak.report.console.TextReport;
import io.github.sqliteleak.report.html.HtmlReport;
import io.github.sqliteleak.report.json.JsonReport;
import io.github.sqliteleak.report.json.JsonReportReader;
import io.github.sqliteleak.report.json.MergedJson;
import io.github.sqliteleak.report.words.PlainText;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Whatever stands in SQL, paths, names of threads and tests: each format can be read back. */
class HostileTextTest {
    private static final List<LeakTest.Evidence> EVIDENCE = List.of(LeakTest.Evidence.values());

    private static final String[] PIECES = {
        "\"",
        "'",
        "\\",
        "\n",
        "\r",
        "\t",
        "\u0000",
        "\u001b[31m",
        "\u007f",
        "\u0085",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "\ud800",
        "\udc00",
        "😀",
        "ü",
        "]]>",
        "<![CDATA[",
        "<!--",
        "</script>",
        "<b>",
        "&amp;",
        "&",
        "%",
        "%0A",
        "|",
        "`",
        "```",
        "*",
        "_",
        "[x](y)",
        "#",
        "::error::",
        "::",
        ",",
        ":",
        ";",
        "@you",
        "https://x.y/",
        "../",
        "/",
        "{",
        "}",
        "--",
        "a",
        "SELECT 1",
        " "
    };

    private static final SourceRoots NO_SOURCES = SourceRoots.of(Path.of("/nowhere"), List.of());

    static List<Judgement> judgements() {
        Random random = new Random(20_261_121);
        return random.ints(60).mapToObj(seed -> judgement(new Random(seed))).toList();
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void xmlIsReadBack(Judgement judgement) throws Exception {
        Element suites =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(new JunitXml().render(judgement))))
                        .getDocumentElement();

        Element failure = (Element) suites.getElementsByTagName("failure").item(0);
        LeakSite group = judgement.failing().get(0).group();
        assertThat(suites.getElementsByTagName("testcase").getLength())
                .isEqualTo(judgement.findings().size() + 1);
        assertThat(failure.getTextContent())
                .contains("opened at " + PlainText.of(group.openSite()))
                .contains(PlainText.of(group.connections().get(0).database()));
        assertThat(failure.getAttribute("message")).endsWith(PlainText.of(group.openSite()));
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void jsonIsReadBack(Judgement judgement) throws Exception {
        JsonObject json = JsonParser.object().from(new MergedJson().render(judgement));

        JsonObject leak = json.getArray("leaks").getObject(0);
        LeakedConnection expected = judgement.findings().get(0).group().connections().get(0);
        JsonObject connection = leak.getArray("connections").getObject(0);
        assertThat(connection.getString("thread")).isEqualTo(wellFormed(expected.thread()));
        assertThat(connection.getString("database")).isEqualTo(wellFormed(expected.database()));
        assertThat(leak.getString("openSite")).isEqualTo(wellFormed(expected.openSite()));
        assertThat(json.getArray("problems"))
                .containsExactlyElementsOf(
                        judgement.problems().stream().map(Utf8Text::wellFormed).toList());
    }

    /** Halves of surrogate pairs are in no encoding: one would cost the whole text. */
    @ParameterizedTest
    @MethodSource("judgements")
    void allFormatsCanBeEncoded(Judgement judgement) {
        List<JudgementRenderer> renderers =
                List.of(
                        new JunitXml(),
                        new MergedJson(),
                        new Sarif(NO_SOURCES),
                        new GitlabCodeQuality(NO_SOURCES),
                        new GithubAnnotations(NO_SOURCES),
                        new MarkdownSummary("/work"),
                        new HtmlReport("/work"),
                        new TextReport(new ConsoleStyle(true, true, true), "/work"),
                        new TextReport(new ConsoleStyle(false, false, false), "/work"));
        for (JudgementRenderer renderer : renderers) {
            String text = renderer.render(judgement);
            assertThat(text)
                    .as(renderer.getClass().getSimpleName())
                    .isNotEmpty()
                    .isEqualTo(wellFormed(text));
        }
    }

    /** As an earlier version may have written them, or somebody who uploads a report. */
    @Test
    void halvesOfPairsInAReportAreReplacedAsItIsRead() throws Exception {
        LeakReport written = Reports.of(Leak.number(1).thread("a THREAD b"));
        String json = JsonReport.render(written).replace("THREAD", "\\ud800");

        LeakedConnection read = JsonReportReader.read(json).leaks().get(0).connections().get(0);

        assertThat(read.thread()).isEqualTo("a \ufffd b");
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void sarifIsReadBack(Judgement judgement) throws Exception {
        String sarif = new Sarif(NO_SOURCES).render(judgement);
        byte[] utf8 = sarif.getBytes(StandardCharsets.UTF_8);

        SarifTest.assertValid(new String(utf8, StandardCharsets.UTF_8));
        JsonArray results =
                JsonParser.object().from(sarif).getArray("runs").getObject(0).getArray("results");
        assertThat(results).hasSameSizeAs(judgement.findings());
        String message = results.getObject(0).getObject("message").getString("text");
        assertThat(message.replaceAll("\\\\.", "")).doesNotContain("[", "]");
        assertThat(message.replaceAll("\\\\(.)", "$1"))
                .contains(PlainText.of(judgement.findings().get(0).group().openSite()));
        assertThat(
                        results.getObject(0)
                                .getArray("locations")
                                .getObject(0)
                                .getObject("physicalLocation")
                                .getObject("artifactLocation")
                                .getString("uri"))
                .matches("[A-Za-z0-9._~/%-]+");
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void gitlabIsReadBack(Judgement judgement) throws Exception {
        JsonArray issues =
                JsonParser.array().from(new GitlabCodeQuality(NO_SOURCES).render(judgement));

        assertThat(issues).isNotEmpty();
        assertThat(issues.getObject(0).getString("description"))
                .contains(PlainText.of(judgement.findings().get(0).group().openSite()));
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void githubIsReadBack(Judgement judgement) {
        String[] lines = new GithubAnnotations(NO_SOURCES).render(judgement).split("\n", -1);
        List<Finding> failing = judgement.failing();

        // As the runner reads them.
        Pattern command =
                Pattern.compile("^::error (file=([^:,]*),line=\\d+,)?title=([^:,]*)::(.*)");
        assertThat(lines).hasSize(failing.size() + judgement.problems().size() + 1);
        for (int i = 0; i < failing.size(); i++) {
            Matcher matcher = command.matcher(lines[i]);
            assertThat(matcher.matches()).as(lines[i]).isTrue();
            assertThat(
                            matcher.group(4)
                                    .replace("%0A", "\n")
                                    .replace("%0D", "\r")
                                    .replace("%25", "%")
                                    .split("\n"))
                    .containsExactlyElementsOf(LeakText.lines(failing.get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void markdownIsReadBack(Judgement judgement) {
        String text = new MarkdownSummary("/work").render(judgement);
        String[] tables = text.split("\\| lock \\|", 2);
        List<String> rows =
                tables[0]
                        .lines()
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| |"))
                        .toList();
        List<Finding> failing = judgement.failing();

        assertThat(rows).hasSameSizeAs(failing);
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i).split("\\|", -1);
            assertThat(cells).hasSize(8);
            assertThat(decoded(cells[2].substring(1, cells[2].length() - 1)))
                    .isEqualTo(LeakText.site(failing.get(i).group()));
            assertThat(rows.get(i).replaceAll("\\\\\\p{Punct}", ""))
                    .doesNotContainPattern(
                            "[<`*\\[\\]@~]|://|\\b_|_\\b|\\$|&(?!#\\d+;)|#\\d(?!\\d*;)");
        }
        String[] lock = tables[1].lines().toList().get(2).split("\\|", -1);
        assertThat(lock).hasSize(9);
        assertThat(decoded(lock[2].substring(1, lock[2].length() - 1)))
                .isEqualTo(PlainText.of(judgement.merged().lockWaits().get(0).waiterSite()));
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void htmlIsReadBack(Judgement judgement) {
        String html = new HtmlReport("/work").render(judgement);
        Document page = Jsoup.parse(html);
        LeakSite group = judgement.failing().get(0).group();

        assertThat(html)
                .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]")
                .doesNotContain("\u202e", "\u2028", "\ufeff", "\uffff");
        assertThat(page.select("script, style, b:not(.stack b):not(.facts b), [onclick], img"))
                .hasSize(2);
        assertThat(page.select("#sites .site")).hasSameSizeAs(judgement.failing());
        var site = page.selectFirst("#sites .site");
        assertThat(site.selectFirst(".body > .stack li").wholeText())
                .isEqualTo(PlainText.of(group.openSite()));
        assertThat(site.select("td[data-l=thread]").first().wholeText())
                .isEqualTo(PlainText.of(group.connections().get(0).thread()));
        assertThat(site.select("td[data-l=database] code").first().wholeText())
                .isEqualTo(PlainText.of(group.connections().get(0).database()));
        assertThat(site.selectFirst(".facts dd bdi").wholeText())
                .contains(PlainText.of(group.tests().get(0)));
        assertThat(page.select("#lock-1 dt:contains(database) + dd code").first().wholeText())
                .isEqualTo(PlainText.of(judgement.merged().lockWaits().get(0).database()));
        assertThat(page.selectFirst(".note li").wholeText())
                .isEqualTo(PlainText.of(judgement.problems().get(0)));
    }

    @ParameterizedTest
    @MethodSource("judgements")
    void textHasNoControlCharacters(Judgement judgement) {
        String text =
                new TextReport(new ConsoleStyle(true, false, true), "/work").render(judgement);

        assertThat(text).doesNotContainPattern("[\\p{Cntrl}&&[^\n]]").doesNotContain("\u202e");
    }

    /** As a reader of Markdown takes it. */
    private static String decoded(String text) {
        return Pattern.compile("&#(\\d+);|\\\\(\\p{Punct})")
                .matcher(text)
                .replaceAll(
                        sign ->
                                Matcher.quoteReplacement(
                                        sign.group(1) == null
                                                ? sign.group(2)
                                                : Character.toString(
                                                        Integer.parseInt(sign.group(1)))));
    }

    private static Judgement judgement(Random random) {
        Leak[] leaks = new Leak[1 + random.nextInt(6)];
        for (int i = 0; i < leaks.length; i++) {
            leaks[i] =
                    Leak.number(i + 1)
                            .openedIn("a." + text(random), text(random) + i)
                            .openAfter(text(random), text(random))
                            .database(text(random))
                            .thread(text(random))
                            .inTransaction(text(random), text(random))
                            .cursor(text(random))
                            .statement(text(random), text(random))
                            .forceClose(ForceClose.Result.FAILED, text(random));
            if (random.nextBoolean()) {
                leaks[i].openedIn(text(random), EVIDENCE.get(random.nextInt(EVIDENCE.size())));
            } else {
                leaks[i].openedWhile(text(random), text(random));
            }
        }
        LeakReport report =
                Locks.in(
                        Reports.of(ExitKind.NORMAL, List.of(database(random)), leaks),
                        Locks.wait(text(random))
                                .database(text(random))
                                .code(text(random))
                                .heldAt(text(random))
                                .heldBy(1, text(random)));
        return Judgements.with(
                Judgements.of(report, FindingStatus.NEW, FindingStatus.SUPPRESSED),
                text(random),
                text(random));
    }

    private static DatabaseReport database(Random random) {
        return new DatabaseReport(
                text(random),
                text(random),
                1L,
                1L,
                new CheckpointOutcome(
                        CheckpointOutcome.Result.FAILED, text(random), null, null, null),
                List.of(text(random)),
                text(random));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
