package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregateTest {
    @TempDir private Path root;

    private Module top;
    private Module one;
    private Module other;

    @BeforeEach
    void makeModules() throws IOException {
        top = new Module(root, ".");
        one = new Module(root, "one");
        other = new Module(root, "other");
        top.session.setProjects(List.of(top.project, one.project, other.project));
    }

    @Test
    void judgesAllModulesAsOne() throws Exception {
        CheckAggregateMojo mojo = with(new CheckAggregateMojo());
        mojo.failOnLeak = true;
        assertThatThrownBy(mojo::execute)
                .hasMessage("no module has a report; run prepare-agent before the tests");

        AgentReports.clean(one.target().resolve("sqlite-leaks"));
        mojo.execute();

        AgentReports.leak(other.target().resolve("sqlite-leaks-it"));
        assertThatThrownBy(mojo::execute)
                .hasMessage("1 connection leaked at 1 site (4 opened, 3 closed, 2 JVMs)");
    }

    @Test
    void showsAllModulesInEachFormat() throws Exception {
        Path sources = Files.createDirectories(one.folder().resolve("src/main/java/it"));
        Files.writeString(sources.resolve("Repo.java"), "package it;\n");
        one.project.addCompileSourceRoot(one.folder().resolve("src/main/java").toString());
        AgentReports.leak(one.target().resolve("sqlite-leaks"));
        AgentReports.clean(other.target().resolve("sqlite-leaks"));
        ReportAggregateMojo mojo = with(new ReportAggregateMojo());
        mojo.format = List.of("text", " sarif");
        mojo.outputFolder = top.target().resolve("sqlite-leak-report").toFile();

        mojo.execute();

        Path folder = mojo.outputFolder.toPath();
        assertThat(folder.resolve("sqlite-leaks.txt")).content().contains("2 JVMs");
        assertThat(folder.resolve("sqlite-leaks.sarif"))
                .content()
                .contains("one/src/main/java/it/Repo.java");
        assertThat(top.log).contains("INFO text: " + folder.resolve("sqlite-leaks.txt"));
    }

    @Test
    void refusesAFormatThatIsNone() throws IOException {
        AgentReports.clean(one.target().resolve("sqlite-leaks"));
        ReportAggregateMojo mojo = with(new ReportAggregateMojo());
        mojo.format = List.of("sariff");
        mojo.outputFolder = top.target().toFile();

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("unknown format \"sariff\"");
    }

    @Test
    void showsNothingOfAModuleWithoutReports() throws Exception {
        ReportMojo mojo = with(new ReportMojo());
        mojo.format = List.of("text");
        mojo.outputFolder = top.target().toFile();

        mojo.execute();

        assertThat(top.log).containsExactly("INFO no report, nothing to show");
    }

    private <T extends AbstractJudgeMojo> T with(T mojo) {
        mojo.setLog(top.log());
        mojo.project = top.project;
        mojo.session = top.session;
        mojo.report = top.target().resolve("sqlite-leaks").toFile();
        mojo.reportIntegration = top.target().resolve("sqlite-leaks-it").toFile();
        return mojo;
    }
}
