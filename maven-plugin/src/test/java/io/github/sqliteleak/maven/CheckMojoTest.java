package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckMojoTest {
    /** When the JVM of the reports ended. */
    private static final Instant EARLIER = Instant.parse("2020-11-20T12:00:09Z");

    @TempDir private Path root;

    private Module module;
    private CheckMojo mojo;
    private Path reports;

    @BeforeEach
    void makeModule() throws IOException {
        module = new Module(root, "a").with(TestRun.SUREFIRE, "test", "", "");
        reports = module.target().resolve("sqlite-leaks");
        mojo = new CheckMojo();
        mojo.setLog(module.log());
        mojo.project = module.project;
        mojo.session = module.session;
        mojo.report = reports.toFile();
        mojo.reportIntegration = module.target().resolve("sqlite-leaks-it").toFile();
        mojo.failOnLeak = true;
    }

    @Test
    void passesWhereThereAreNoTests() throws Exception {
        mojo.execute();

        assertThat(module.log).containsExactly("INFO no tests, nothing to check");
    }

    @Test
    void passesWhenNothingLeaked() throws Exception {
        AgentReports.clean(reports);
        module.testResult("A", true);

        mojo.execute();

        assertThat(module.log)
                .containsExactly(
                        "INFO sqlite-leak-agent: 2 connections opened, all closed (1 JVM).");
    }

    @Test
    void failsOnALeak() throws IOException {
        AgentReports.leak(reports);

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("1 connection leaked at 1 site (2 opened, 1 closed, 1 JVM)");
        assertThat(module.log)
                .contains("ERROR     at it.Repo.open(Repo.java:9)")
                .allMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void failsOnALeakOfIntegrationTests() throws IOException {
        AgentReports.clean(reports);
        AgentReports.leak(mojo.reportIntegration.toPath());

        assertThatThrownBy(mojo::execute)
                .hasMessage("1 connection leaked at 1 site (4 opened, 3 closed, 2 JVMs)");
    }

    @Test
    void followsLinks(@TempDir Path disk) throws Exception {
        Files.createSymbolicLink(module.target(), disk);
        AgentReports.clean(reports);
        module.testResult("A", true);
        mojo.execute();
        assertThat(module.log).allMatch(line -> line.endsWith("all closed (1 JVM)."));

        AgentReports.leak(disk.resolve("sqlite-leaks"));
        assertThatThrownBy(mojo::execute).hasMessageStartingWith("1 connection leaked");
    }

    @Test
    void failsOnAReportThatIsALinkToNowhere() throws Exception {
        AgentReports.clean(reports);
        module.testResult("A", true);
        Files.createSymbolicLink(reports.resolve("leaks-8-1-c.json"), Path.of("gone"));

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("leaks-8-1-c.json: a link that leads nowhere");
    }

    @Test
    void readsWhatWasPreparedElsewhere() throws IOException {
        Path elsewhere = module.target().resolve("elsewhere");
        new ModuleState(module.project).addFolder(elsewhere);
        AgentReports.leak(elsewhere);

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("1 connection leaked");
    }

    @Test
    void onlyWarnsOnRequest() throws Exception {
        AgentReports.leak(reports);
        mojo.failOnLeak = false;

        mojo.execute();

        assertThat(module.log)
                .contains("WARN 1 connection leaked at 1 site (2 opened, 1 closed, 1 JVM)")
                .allMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void failsWhenTestsRanAndThereIsNoReport() throws IOException {
        module.testResult("A", false);
        module.testResult("B", false);
        Path first = Path.of("target", "surefire-reports", "TEST-A.xml");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "tests ran without the agent: "
                                + first
                                + " and 1 more result, and there is no report in "
                                + reports
                                + "; run prepare-agent before the tests, in the same build");
    }

    @Test
    void saysWhyTheAgentWasLost() throws IOException {
        module.project.getBuild().getPlugins().clear();
        module.project.getBuild().flushPluginMap();
        module.with(TestRun.SUREFIRE, "test", "argLine", "-Xmx1g");
        module.testResult("A", false);

        assertThatThrownBy(mojo::execute)
                .hasMessageContaining(" has <argLine>-Xmx1g</argLine>, which leaves the agent out");
    }

    @Test
    void passesWhenTestsHadTheAgentAndNoDriver() throws Exception {
        module.testResult("A", true, "/repo/junit.jar");

        mojo.execute();

        assertThat(module.log).containsExactly("INFO tests without sqlite-jdbc, nothing to check");
    }

    @Test
    void failsWhenTestsHadTheAgentAndADriverAndThereIsNoReport() throws IOException {
        module.testResult("A", true, "/repo/junit.jar");
        module.testResult("B", true);
        Path second = Path.of("target", "surefire-reports", "TEST-B.xml");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "tests had the agent and sqlite-jdbc, and there is no report in "
                                + reports
                                + ": "
                                + second
                                + "; see what the agent printed, or skip the module if it opens no"
                                + " connection");
    }

    @Test
    void failsWhenSomeOfTheTestsRanWithoutTheAgent() throws IOException {
        new ModuleState(module.project).addFolder(reports);
        AgentReports.clean(reports);
        module.testResult("A", true);
        module.testResult("B", false);

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("tests ran without the agent: ");
    }

    @Test
    void saysBothWhenOlderReportsHaveALeak() throws IOException {
        AgentReports.leak(reports);
        AgentReports.age(reports, EARLIER);
        module.testResult("A", false);

        assertThatThrownBy(mojo::execute)
                .hasMessageStartingWith("1 connection leaked at 1 site")
                .hasMessageContaining("; tests ran without the agent: ");
    }

    @Test
    void onlyWarnsOnRequestThatTheAgentWasLost() throws Exception {
        AgentReports.clean(reports);
        module.testResult("A", false);
        mojo.failOnLeak = false;

        mojo.execute();

        assertThat(module.log)
                .anyMatch(line -> line.startsWith("WARN tests ran without the agent: "));
    }

    @Test
    void passesWhenAJvmWithTheAgentHadNothingToReport() throws Exception {
        new ModuleState(module.project).addFolder(reports);
        AgentReports.clean(reports);
        module.testResult("A", true);
        module.testResult("B", true, "/repo/junit.jar");

        mojo.execute();

        assertThat(module.log).hasSize(1);
    }

    @Test
    void takesAnAgentThatWasGivenByHand() throws Exception {
        AgentReports.clean(reports);
        module.testResultOfReportedJvm("A");
        module.testResult("OpensNothing", false);

        mojo.execute();

        assertThat(module.log).hasSize(1);
    }

    @Test
    void takesAnAgentThatIntegrationTestsGotByHand() throws Exception {
        new ModuleState(module.project).addFolder(reports);
        AgentReports.clean(reports);
        module.testResult("A", true);
        module.testResultOfReportedJvm("AnIT");

        mojo.execute();

        assertThat(module.log).hasSize(1);
    }

    @Test
    void goesByTheReportWhereAResultDoesNotTellItsJvm() throws Exception {
        AgentReports.clean(reports);
        module.testResultOfUnknownJvm("A");
        mojo.execute();

        AgentReports.age(reports, EARLIER);

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("tests ran without the agent: ");
    }

    @Test
    void failsWhenAJvmNeverReported() throws IOException {
        AgentReports.clean(reports);
        AgentReports.marker(reports);
        Path marker = module.folder().relativize(reports.resolve("leaks-8-1-c.started.json"));

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "incomplete data, so this is no pass: "
                                + marker
                                + ": a JVM has not reported: killed, or still running");
    }

    @Test
    void doesNotCallItAnErrorThatTheRestIsClean() throws IOException {
        AgentReports.clean(reports);
        AgentReports.marker(reports);

        assertThatThrownBy(mojo::execute).isInstanceOf(MojoFailureException.class);
        assertThat(module.log)
                .contains("INFO sqlite-leak-agent: 2 connections opened, all closed (1 JVM).")
                .contains("ERROR sqlite-leak-agent: incomplete data: 1 problem with 1 report");
    }

    @Test
    void failsWhenNoJvmReported() throws IOException {
        AgentReports.marker(reports);

        assertThatThrownBy(mojo::execute)
                .hasMessageStartingWith("incomplete data, so this is no pass: ");
        assertThat(module.log).allMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void takesSuppressionsOfTheModuleOrOfTheRoot() throws Exception {
        AgentReports.leak(reports);
        Files.writeString(root.resolve("sqlite-leak-suppressions.txt"), "open:it.Repo#open\n");
        mojo.execute();

        Path own = module.folder().resolve("sqlite-leak-suppressions.txt");
        Files.writeString(own, "open:it.Other\n");

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("1 connection leaked");
    }

    @Test
    void takesTheBaselineOfTheRoot() throws Exception {
        AgentReports.leak(reports);
        writeBaseline();

        mojo.execute();

        assertThat(module.log).anyMatch(line -> line.startsWith("INFO sqlite-leak-agent: no new"));
    }

    /** As with <code>cd a && mvn verify</code>, where no folder is marked as the root. */
    @Test
    void findsTheBaselineOfTheRootFromAFolderOfAModule() throws Exception {
        AgentReports.leak(reports);
        writeBaseline();
        module.session.getRequest().setMultiModuleProjectDirectory(module.folder().toFile());
        assertThatThrownBy(mojo::execute).hasMessageStartingWith("1 connection leaked");

        Files.writeString(root.resolve("pom.xml"), "<project/>");
        mojo.execute();
    }

    /** The other modules have those leaks, or had them. */
    @Test
    void doesNotCallGoneWhatTheRootHasForOtherModules() throws Exception {
        AgentReports.leak(reports);
        writeBaseline();
        Files.writeString(root.resolve("sqlite-leak-suppressions.txt"), "open:it.Other\n");
        Files.delete(reports.resolve("leaks-7-2-b.json"));
        AgentReports.clean(reports);

        mojo.execute();
        assertThat(module.log)
                .containsExactly(
                        "INFO sqlite-leak-agent: 2 connections opened, all closed (1 JVM).");

        module.log.clear();
        Files.move(
                root.resolve("sqlite-leak-baseline.json"),
                module.folder().resolve("sqlite-leak-baseline.json"));
        Files.move(
                root.resolve("sqlite-leak-suppressions.txt"),
                module.folder().resolve("sqlite-leak-suppressions.txt"));
        mojo.execute();
        assertThat(module.log)
                .anyMatch(line -> line.contains("in the baseline, leaks no more"))
                .anyMatch(line -> line.contains("never used: open:it.Other"));
    }

    private void writeBaseline() throws Exception {
        BaselineMojo baseline = new BaselineMojo();
        baseline.setLog(module.log());
        baseline.session = module.session;
        module.session.getRequest().setBaseDirectory(root.toFile());
        baseline.baseline = root.resolve("sqlite-leak-baseline.json").toFile();
        baseline.execute();
        module.log.clear();
    }

    @Test
    void failsOnMoreLockTimeoutsThanAllowed() throws Exception {
        AgentReports.clean(reports);
        mojo.maxLockTimeouts = 3;
        mojo.execute();
        mojo.maxLockTimeouts = 2;

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageEndingWith("; lock timeouts: 3, allowed: 2");
    }

    @Test
    void refusesAPatternThatIsNone() throws IOException {
        AgentReports.clean(reports);
        Path own = module.folder().resolve("sqlite-leak-suppressions.txt");
        Files.writeString(own, "opened:it.Other\n");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageStartingWith("sqlite-leak-suppressions.txt")
                .hasMessageContaining("opened:it.Other");
    }

    @Test
    void doesNothingWhenSkipped() throws Exception {
        AgentReports.leak(reports);
        mojo.skip = true;

        mojo.execute();

        assertThat(module.log).containsExactly("INFO skipped");
    }
}
