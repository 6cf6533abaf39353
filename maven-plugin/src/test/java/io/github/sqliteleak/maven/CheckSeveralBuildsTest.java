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

/** Where what lies in target is of more than one build, or the tests ran in an earlier one. */
class CheckSeveralBuildsTest {
    /** When the JVM of the reports ended. */
    private static final Instant EARLIER = Instant.parse("2020-11-20T12:00:09Z");

    /** When the build of those reports began. */
    private static final Instant BEGAN = EARLIER.minusSeconds(120);

    private static final Instant BEFORE = BEGAN.minusSeconds(3_600);

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
    void failsWhenTheFirstTestsOfAnEarlierBuildLostTheAgent() throws IOException {
        reportsOfAnEarlierBuild();
        result("First", false, BEGAN.plusSeconds(30));
        result("Last", true, EARLIER);
        module.prepared(BEGAN);

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("tests ran without the agent: ")
                .hasMessageContaining("TEST-First.xml; ");
    }

    @Test
    void passesWhenAllTestsOfAnEarlierBuildHadTheAgent() throws Exception {
        reportsOfAnEarlierBuild();
        result("First", true, BEGAN.plusSeconds(30));
        result("Last", true, EARLIER);
        module.prepared(BEGAN);

        assertPasses();
    }

    @Test
    void passesOverResultsThatAreOlderThanTheEarlierBuild() throws Exception {
        reportsOfAnEarlierBuild();
        result("A", true, EARLIER);
        result("B", false, BEFORE);
        module.prepared(BEGAN);

        assertPasses();
    }

    @Test
    void judgesAsWellWhatRanRightBeforeACheckOfItsOwn() throws IOException {
        reportsOfAnEarlierBuild();
        result("First", false, BEGAN.plusSeconds(30));
        result("Last", true, module.session.getStartTime().toInstant().minusSeconds(1));
        module.prepared(BEGAN);

        assertThatThrownBy(mojo::execute).hasMessageContaining("TEST-First.xml; ");
    }

    @Test
    void judgesAllResultsWhenTheModuleWasCleanedAfterItWasPrepared() throws IOException {
        reportsOfAnEarlierBuild();
        result("First", false, BEGAN.plusSeconds(30));
        result("Last", true, EARLIER);

        assertThatThrownBy(mojo::execute).hasMessageContaining("TEST-First.xml; ");
    }

    @Test
    void passesInACleanedModuleWhenAllTestsHadTheAgent() throws Exception {
        reportsOfAnEarlierBuild();
        result("First", true, BEGAN.plusSeconds(30));
        result("Last", true, EARLIER);

        assertPasses();
    }

    @Test
    void goesByTheFirstReportWhenNothingTellsOfAPreparedBuild() throws Exception {
        reportsOfAnEarlierBuild();
        module.testResultOfUnknownJvm("A");
        module.age("A", EARLIER);
        module.testResultOfUnknownJvm("B");
        module.age("B", BEFORE);

        assertPasses();
    }

    @Test
    void failsWhenTestsOfThisBuildRanWithoutTheAgentBesideAnOlderReport() throws IOException {
        reportsOfAnEarlierBuild();
        module.testResult("A", false);
        Path result = Path.of("target", "surefire-reports", "TEST-A.xml");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "tests ran without the agent: "
                                + result
                                + ", and what is in "
                                + reports
                                + " is of an earlier build; run prepare-agent before the tests, in"
                                + " the same build");
    }

    @Test
    void saysThatTheReportIsOlderAlsoWhereANoteTellsOfItsBuild() throws IOException {
        reportsOfAnEarlierBuild();
        result("A", false, module.session.getStartTime().toInstant().plusSeconds(1));
        module.prepared(BEGAN);

        assertThatThrownBy(mojo::execute)
                .hasMessageStartingWith("tests ran without the agent: ")
                .hasMessageContaining(" is of an earlier build; ");
    }

    @Test
    void failsWhenALaterBuildThanThatOfTheReportsRanWithoutTheAgent() throws IOException {
        reportsOfAnEarlierBuild();
        result("A", false, EARLIER.plusSeconds(60));
        module.prepared(BEGAN);

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("tests ran without the agent: ");
    }

    @Test
    void saysSoAlsoWhenNothingTellsWhenTheReportsWereMade() throws IOException {
        reportsOfAnEarlierBuild();
        result("A", false, EARLIER.plusSeconds(60));

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("tests ran without the agent: ");
    }

    @Test
    void failsWhenAllTestsLostTheAgentAndReportsWereKept() throws IOException {
        new ModuleState(module.project).addFolder(reports);
        reportsOfAnEarlierBuild();
        module.testResult("A", false);

        assertThatThrownBy(mojo::execute)
                .hasMessageStartingWith("tests ran without the agent: ")
                .hasMessageContaining(" is of an earlier build; ");
    }

    @Test
    void passesWhenTheTestsOfThisBuildHadTheAgentBesideAnOlderReport() throws Exception {
        new ModuleState(module.project).addFolder(reports);
        reportsOfAnEarlierBuild();
        module.testResult("A", true);

        assertPasses();
    }

    @Test
    void passesOverResultsOfClassesThatDidNotRunThisTime() throws Exception {
        module.prepared(BEGAN);
        new ModuleState(module.project).addFolder(reports);
        AgentReports.clean(reports);
        module.testResult("A", true);
        result("B", false, EARLIER);

        assertPasses();
    }

    @Test
    void readsNoNoteThatIsCutOff() throws Exception {
        module.prepared(BEGAN);
        Path note = module.target().resolve("maven-status/sqlite-leak-maven-plugin/prepare-agent");
        assertThat(note).hasContent(BEGAN + "\n");
        Files.write(note, new byte[] {'2', '0', (byte) 0xff});
        reportsOfAnEarlierBuild();
        result("A", true, EARLIER);

        assertPasses();
    }

    private void reportsOfAnEarlierBuild() throws IOException {
        AgentReports.clean(reports);
        AgentReports.age(reports, EARLIER);
    }

    private void result(String name, boolean withAgent, Instant written) throws IOException {
        module.testResult(name, withAgent);
        module.age(name, written);
    }

    private void assertPasses() throws MojoExecutionException, MojoFailureException {
        mojo.execute();
        assertThat(module.log)
                .containsExactly(
                        "INFO sqlite-leak-agent: 2 connections opened, all closed (1 JVM).");
    }
}
