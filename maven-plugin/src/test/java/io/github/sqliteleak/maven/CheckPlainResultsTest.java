package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Surefire was told to write no XML, so that nothing tells of the JVMs of the tests. */
class CheckPlainResultsTest {
    private static final Path RESULT = Path.of("target", "surefire-reports", "x.LTest.txt");

    @TempDir private Path root;

    private Module module;
    private CheckMojo mojo;
    private Path reports;

    @BeforeEach
    void makeModule() throws IOException {
        module = new Module(root, "a");
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
    void failsWhenTheyLostTheAgent() throws IOException {
        losesTheAgent();
        prepare();
        module.plainResult("x.LTest");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "tests ran without the agent: "
                                + RESULT
                                + ", and there is no report in "
                                + reports
                                + "; maven-surefire-plugin (default-test) has"
                                + " <argLine>-Xmx1g</argLine>, which leaves the agent out; write"
                                + " <argLine>@{argLine} -Xmx1g</argLine>, with @ and not with $");
    }

    @Test
    void failsWhenTheyLostTheAgentBesideTheReportOfOthers() throws IOException {
        losesTheAgent();
        prepare();
        AgentReports.clean(reports);
        module.plainResult("x.LTest");

        assertThatThrownBy(mojo::execute).hasMessageStartingWith("tests ran without the agent: ");
    }

    @Test
    void passesWithAReport() throws Exception {
        prepare();
        AgentReports.clean(reports);
        module.plainResult("x.LTest");

        mojo.execute();

        assertThat(module.log)
                .containsExactly(
                        "INFO sqlite-leak-agent: 2 connections opened, all closed (1 JVM).");
    }

    @Test
    void saysThatItDoesNotKnow() throws IOException {
        prepare();
        module.plainResult("x.LTest");

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage(
                        "nothing tells whether tests had the agent: "
                                + RESULT
                                + ", and there is no report in "
                                + reports
                                + "; let Surefire write TEST-*.xml with properties"
                                + " (disableXmlReport, enablePropertiesElement), or skip the module"
                                + " if it opens no connection");
    }

    @Test
    void goesByTheXmlWhereThereIsSome() throws Exception {
        prepare();
        module.testResult("x.LTest", true, "/repo/junit.jar");
        module.plainResult("x.LTest");
        module.plainFile("failsafe-summary.xml", "<x><completed>2</completed></x>");

        mojo.execute();

        assertThat(module.log).containsExactly("INFO tests without sqlite-jdbc, nothing to check");
    }

    @Test
    void doesNotTakeXmlOfAnEarlierBuildForThatOfThisOne() throws IOException {
        prepare();
        module.testResult("x.LTest", true, "/repo/junit.jar");
        module.age("x.LTest", Instant.EPOCH);
        module.plainResult("x.LTest");

        assertThatThrownBy(mojo::execute).hasMessageContaining(RESULT.toString());
    }

    @Test
    void passesOverOnesOfAnEarlierBuild() throws Exception {
        prepare();
        module.plainResult("x.LTest");
        module.ageFile("x.LTest.txt", Instant.EPOCH);

        assertSeesNoTests();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "testng-results.xml,<testng-results ignored=\"0\" total=\"6\" passed=\"6\">",
                "failsafe-summary.xml,<failsafe-summary><completed>1</completed>"
            })
    void takesWhatOthersWrite(String name, String text) throws IOException {
        prepare();
        module.plainFile(name, text);

        assertThatThrownBy(mojo::execute).hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "testng-results.xml,<testng-results ignored=\"0\" total=\"0\" passed=\"0\">",
                "failsafe-summary.xml,<failsafe-summary><completed>0</completed>",
                "x.LTest-output.txt,Test set: printed by a test",
                "notes.txt,"
            })
    void doesNotTakeOtherFilesForTests(String name, String text) throws Exception {
        prepare();
        module.plainFile(name, text == null ? "" : text);
        Files.createDirectory(module.target().resolve("surefire-reports/folder.txt"));

        assertSeesNoTests();
    }

    private void prepare() {
        new ModuleState(module.project).addFolder(reports);
    }

    private void losesTheAgent() {
        module.with(TestRun.SUREFIRE, "test", "argLine", "-Xmx1g");
    }

    private void assertSeesNoTests() throws Exception {
        mojo.execute();
        assertThat(module.log).containsExactly("INFO no tests, nothing to check");
    }
}
