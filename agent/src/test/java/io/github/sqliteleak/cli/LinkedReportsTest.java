package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that are reached by symbolic links, as where folders of builds lie on another disk. */
class LinkedReportsTest {
    private static final LeakReport CLEAN = Reports.of(new Totals(12, 12, 0, 0, 4, 0));
    private static final LeakReport LEAK = Reports.of(Leak.number(1));

    @TempDir Path directory;
    @TempDir Path elsewhere;

    private CommandLineFixture line;
    private CommandLineFixture other;

    @BeforeEach
    void make() {
        line = new CommandLineFixture(directory);
        other = new CommandLineFixture(elsewhere);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "**",
                "**/target/sqlite-leaks",
                "*/target",
                "*/target/sqlite-leaks/*.json",
                "**/leaks-*.json",
                "**.json",
                "?/**",
                "{a,b}/target/sqlite-leaks",
                "{a/target,b/target}/*",
            })
    void judgesAModuleWhoseFolderIsALink(String path) throws Exception {
        line.report("a/target/sqlite-leaks", CLEAN);
        other.report("sqlite-leaks", CLEAN);
        link("b/target", elsewhere);

        Outcome clean = line.run("check", path);
        assertThat(clean.err()).isEmpty();
        assertThat(clean.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(clean.out()).contains("24 connections opened, all closed (2 JVMs).");

        other.report("sqlite-leaks", LEAK);
        Outcome leak = line.run("check", path);
        assertThat(leak.err()).isEmpty();
        assertThat(leak.status()).isEqualTo(ExitStatus.LEAKS);
        assertThat(leak.out()).contains("1 connection leaked at 1 site (34 opened, 33 closed, 3 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "all/*", "all/*/*.json", "all/sub", "*"})
    void takesALinkToAReport(String path) throws Exception {
        link("all/sub/leaks-7.json", other.report("x", LEAK));
        Outcome outcome = line.run("check", path);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(ExitStatus.LEAKS);
    }

    @ParameterizedTest
    @CsvSource({"ok, link", "link, ok", "ok/*, link/*.json", "., link", "'?*', ok"})
    void countsAReportOnceThatIsReachedByALink(String one, String two) throws Exception {
        Path report = line.report("ok", CLEAN);
        link("link", report.getParent());
        link("other/leaks-9.json", report);
        Files.createLink(directory.resolve("ok/leaks-10.json"), report);

        assertThat(line.run("check", one, two, "other").out()).contains("(1 JVM)");
    }

    @Test
    void countsReportsThatAreAlikeAsOftenAsTheyAreThere() throws Exception {
        Path report = line.report("ok", CLEAN);
        Files.copy(report, report.resolveSibling("leaks-9.json"));

        assertThat(line.run("check", "ok").out()).contains("(2 JVMs)");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "**/sqlite-leaks", "**", "*"})
    void comesToAnEndInAThicketOfLinks(String path) throws Exception {
        line.report("sqlite-leaks", LEAK);
        int folders = 30;
        for (int i = 0; i < folders; i++) {
            link("folder" + i + "/self", Path.of("."));
            for (int j = 0; j < folders; j++) {
                link("folder" + i + "/to" + j, directory.resolve("folder" + j));
            }
        }

        Outcome outcome = line.run("check", path);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("1 JVM)");
    }

    @ParameterizedTest
    @CsvSource({
        ".,         b/leaks-7.json",
        "b,         b/leaks-7.json",
        "b/*.json,  b/leaks-7.json",
        "*/leaks*,  b/leaks-7.json",
        "'[bc]',    b/leaks-7.json",
        "*/target,  c/target",
        "**/target, c/target",
    })
    void namesALinkThatLeadsNowhere(String path, String link) throws Exception {
        line.report("a/target", CLEAN);
        link("b/leaks-7.json", Path.of("gone"));
        link("c/target", Path.of("target"));

        Outcome outcome = line.run("check", "a", path);

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.err())
                .isEqualTo(
                        "sqlite-leak-agent: incomplete data: 1 problem with 1 report\n  "
                                + link
                                + ": a link that leads nowhere\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "*", "**", "**/target", "target/*.json"})
    void doesNotMindLinksThatAreNoneOfItsBusiness(String path) throws Exception {
        line.report("target", CLEAN);
        link("target/.#notes", Path.of("user@host.4711"));
        link("node_modules/tool", Path.of("../gone"));

        assertThat(line.run("check", path).err()).isEmpty();
    }

    @Test
    void namesFilesByTheirFoldersRatherThanByLinks() throws Exception {
        line.write("z/sqlite-leaks/leaks-1.json", "{");
        link("a", directory.resolve("z"));

        assertThat(line.run("check", ".").err()).contains("\n  z/sqlite-leaks/leaks-1.json: ");
    }

    private void link(String name, Path target) throws Exception {
        Path link = directory.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }
}
