package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrepareAgentMojoTest {
    private static final File JAR = new File("/my repo/sqlite-leak-agent-1.jar");

    @TempDir private Path root;

    private Module module;
    private PrepareAgentMojo mojo;

    @BeforeEach
    void makeModule() throws IOException {
        module = new Module(root, "a").with(TestRun.SUREFIRE, "test", "", "");
        mojo = prepared(new PrepareAgentMojo());
        mojo.report = module.target().resolve("sqlite-leaks").toFile();
    }

    @Test
    void putsTheAgentInFrontOfTheArguments() throws MojoExecutionException {
        module.project.getProperties().setProperty("argLine", "-Xmx1g");

        mojo.execute();

        assertThat(argLine())
                .isEqualTo(
                        "\"-javaagent:"
                                + JAR
                                + "=report="
                                + mojo.report
                                + "\" -Dsqlite-leak.agent=prepared -Xmx1g");
        assertThat(module.log).containsExactly("INFO argLine set to " + argLine());
    }

    @Test
    void isThereOnceHoweverOftenItIsPrepared() throws MojoExecutionException {
        module.project.getProperties().setProperty("argLine", "-Xmx1g");
        mojo.execute();
        mojo.execute();
        PrepareAgentIntegrationMojo integration = prepared(new PrepareAgentIntegrationMojo());
        integration.reportIntegration = module.target().resolve("sqlite-leaks-it").toFile();

        integration.execute();

        assertThat(argLine())
                .containsOnlyOnce("-javaagent:")
                .contains("sqlite-leaks-it")
                .endsWith(" -Xmx1g");
    }

    @Test
    void takesTheNameOfThePropertyFromTheUserOrThePackaging() throws MojoExecutionException {
        module.project.setPackaging("eclipse-test-plugin");
        mojo.execute();
        mojo.propertyName = "surefire.args";
        mojo.execute();

        assertThat(module.project.getProperties())
                .containsKeys("tycho.testArgLine", "surefire.args")
                .doesNotContainKey("argLine");
    }

    @Test
    void passesEachOptionOn() throws MojoExecutionException {
        mojo.console = "full";
        mojo.onExit = "report";
        mojo.exitTimeout = "3s";
        mojo.exclude = List.of("*/cache.db", "com.example.Legacy#open");
        mojo.own = List.of("com.example.**");

        mojo.execute();

        assertThat(argLine())
                .contains(
                        ",console=full,on-exit=report,exit-timeout=3s,"
                                + "exclude=*/cache.db;com.example.Legacy#open,own=com.example.**\" ");
    }

    @Test
    void refusesAnOptionThatTheAgentWouldRefuse() {
        mojo.sql = "some";

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("option sql: \"some\" is not allowed; allowed: masked, full, off");
    }

    @Test
    void saysWhenThePomTookTheAgentAway() {
        mojo.pluginArtifacts = Map.of();

        assertThatThrownBy(mojo::execute)
                .hasMessage(
                        "the agent is missing: io.github.sqliteleak:sqlite-leak-agent is excluded"
                                + " from this plugin's dependencies");
    }

    @Test
    void leavesAnEmptyPropertyBehindWhenSkipped() throws MojoExecutionException {
        mojo.skip = true;

        mojo.execute();

        assertThat(argLine()).isEmpty();
    }

    @Test
    void leavesThePropertyAsItIsWhenSkipped() throws MojoExecutionException {
        module.project.getProperties().setProperty("argLine", "-Xmx1g");
        mojo.skip = true;

        mojo.execute();

        assertThat(argLine()).isEqualTo("-Xmx1g");
    }

    @Test
    void warnsWhenTheAgentWouldBeLost() throws MojoExecutionException {
        module.with(TestRun.FAILSAFE, "integration-test", "argLine", "-Xmx1g");

        mojo.execute();

        assertThat(module.log)
                .contains(
                        "WARN the agent is lost: maven-failsafe-plugin (default-integration-test)"
                                + " has <argLine>-Xmx1g</argLine>, which leaves the agent out; write"
                                + " <argLine>@{argLine} -Xmx1g</argLine>, with @ and not with $");
    }

    @Test
    void doesNotWarnAboutAModuleWithoutTests() throws Exception {
        module.with(TestRun.FAILSAFE, "integration-test", "argLine", "-Xmx1g");
        Files.delete(module.folder().resolve("src/test/java"));

        mojo.execute();

        assertThat(module.log).noneMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void doesNotWarnWhenTestsAreSkipped() throws MojoExecutionException {
        module.with(TestRun.FAILSAFE, "integration-test", "argLine", "-Xmx1g");
        module.session.getUserProperties().setProperty("skipTests", "true");

        mojo.execute();

        assertThat(module.log).noneMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void leavesFailsafeToTheGoalForIt() throws MojoExecutionException {
        module.with(TestRun.FAILSAFE, "integration-test", "argLine", "@{itArgs}");
        module.with(
                "sqlite-leak-maven-plugin",
                PrepareAgentIntegrationMojo.GOAL,
                "propertyName",
                "itArgs");
        module.project.getBuildPlugins().get(2).setGroupId("io.github.sqliteleak");
        module.project.getBuild().flushPluginMap();

        mojo.execute();

        assertThat(module.log).noneMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void clearsTheReportsOfEarlierBuilds() throws Exception {
        Path old = oldReport();

        mojo.execute();

        assertThat(old).doesNotExist();
        assertThat(module.log)
                .contains("INFO deleted 1 report of earlier builds in " + mojo.report);
    }

    @Test
    void keepsThemWhenItRefusesAnOption() throws Exception {
        Path old = oldReport();
        mojo.console = "loud";

        assertThatThrownBy(mojo::execute).hasMessageContaining("option console: \"loud\"");

        assertThat(old).exists();
    }

    @Test
    void keepsThemOnRequest() throws Exception {
        Path old = oldReport();
        mojo.append = true;

        mojo.execute();

        assertThat(old).exists();
    }

    @Test
    void notesWhenTheBuildBegan() throws MojoExecutionException, IOException {
        module.prepared(Instant.EPOCH);

        mojo.execute();

        assertThat(BuildNote.earliest(module.target()))
                .isEqualTo(module.session.getStartTime().toInstant());
    }

    @Test
    void keepsTheNoteOfTheReportsThatItKeeps() throws MojoExecutionException, IOException {
        module.prepared(Instant.EPOCH);
        mojo.append = true;

        mojo.execute();

        assertThat(BuildNote.earliest(module.target())).isEqualTo(Instant.EPOCH);
    }

    @Test
    void leavesTheNoteOfUnitTestsToThem() throws MojoExecutionException, IOException {
        module.prepared(Instant.EPOCH);
        PrepareAgentIntegrationMojo integration = prepared(new PrepareAgentIntegrationMojo());
        integration.reportIntegration = module.target().resolve("sqlite-leaks-it").toFile();

        integration.execute();

        assertThat(BuildNote.earliest(module.target())).isEqualTo(Instant.EPOCH);
    }

    @Test
    void goesOnWhereNothingCanBeNoted() throws MojoExecutionException, IOException {
        Files.createDirectories(module.target());
        Files.writeString(module.target().resolve("maven-status"), "in the way");

        mojo.execute();

        assertThat(module.log).containsExactly("INFO argLine set to " + argLine());
        assertThat(BuildNote.earliest(module.target())).isNull();
    }

    private Path oldReport() throws IOException {
        Path folder = Files.createDirectories(mojo.report.toPath());
        Path report = Files.writeString(folder.resolve("leaks-1-2-3.json"), "{}");
        return Files.setLastModifiedTime(report, FileTime.fromMillis(1_000));
    }

    private <T extends AbstractPrepareAgentMojo> T prepared(T goal) {
        goal.setLog(module.log());
        goal.project = module.project;
        goal.session = module.session;
        Artifact agent =
                new DefaultArtifact(
                        "io.github.sqliteleak",
                        "sqlite-leak-agent",
                        "1",
                        "compile",
                        "jar",
                        null,
                        new DefaultArtifactHandler("jar"));
        agent.setFile(JAR);
        goal.pluginArtifacts = Map.of("io.github.sqliteleak:sqlite-leak-agent", agent);
        return goal;
    }

    private String argLine() {
        return module.project.getProperties().getProperty("argLine");
    }
}
