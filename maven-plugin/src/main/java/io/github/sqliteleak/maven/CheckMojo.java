package io.github.sqliteleak.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Fails the build when connections leaked in the tests of this module, when tests ran without the
 * agent, and when a test JVM was killed before it could report.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractCheckMojo {
    /**
     * Folders in which to look for test results, by which it is seen that tests ran. When it is not
     * set: those of Surefire and Failsafe.
     */
    @Parameter @Nullable List<File> testResults;

    /** The property that <code>prepare-agent</code> was told to use. */
    @Parameter(property = "sqlite-leak.propertyName")
    @Nullable String propertyName;

    @Override
    void judge() throws IOException, MojoExecutionException, MojoFailureException {
        List<Path> folders = reportFolders();
        Instant start = session.getStartTime().toInstant();
        Instant prepared =
                new ModuleState(project).isPrepared()
                        ? start
                        : BuildNote.earliest(Path.of(project.getBuild().getDirectory()));
        UnwatchedTests unwatched =
                new UnwatchedTests(
                        TestResults.in(resultFolders()),
                        ReportedJvms.in(folders),
                        losingFolders(),
                        prepared,
                        start);
        List<TestResult> without = unwatched.list();
        if (!folders.isEmpty()) {
            checkAll(folders, without.isEmpty() ? null : lost(without, unwatched));
        } else if (!without.isEmpty()) {
            fail(lost(without, unwatched));
        } else if (unwatched.results().isEmpty()) {
            getLog().info("no tests, nothing to check");
        } else {
            requireReport(unwatched.results().withAgentAndDriver());
        }
    }

    /** Reports that are clean, or of an earlier build, say nothing of tests without the agent. */
    private void checkAll(List<Path> folders, @Nullable String lost)
            throws MojoExecutionException, MojoFailureException {
        try {
            check(moduleFolder(), folders);
        } catch (MojoFailureException e) {
            throw lost == null ? e : new MojoFailureException(e.getMessage() + "; " + lost, e);
        }
        if (lost != null) {
            fail(lost);
        }
    }

    private String lost(List<TestResult> without, UnwatchedTests unwatched) {
        List<String> reasons = lostAgent().reasons(TestRun.all(project));
        if (reasons.isEmpty() && unwatched.isUnknown(without)) {
            return "nothing tells whether tests had the agent: "
                    + name(without)
                    + ", and there is no report in "
                    + report
                    + "; let Surefire write TEST-*.xml with properties (disableXmlReport,"
                    + " enablePropertiesElement), or skip the module if it opens no connection";
        }
        String more = "";
        if (!unwatched.hasReports()) {
            more = ", and there is no report in " + report;
        } else if (unwatched.reportsAreOld()) {
            more = ", and what is in " + report + " is of an earlier build";
        }
        return "tests ran without the agent: "
                + name(without)
                + more
                + "; "
                + (reasons.isEmpty()
                        ? "run prepare-agent before the tests, in the same build"
                        : String.join("; ", reasons));
    }

    /** The agent reports once a connection was opened; without a driver none can be. */
    private void requireReport(List<TestResult> withDriver) throws MojoFailureException {
        if (withDriver.isEmpty()) {
            getLog().info("tests without sqlite-jdbc, nothing to check");
            return;
        }
        fail(
                "tests had the agent and sqlite-jdbc, and there is no report in "
                        + report
                        + ": "
                        + name(withDriver)
                        + "; see what the agent printed, or skip the module if it opens no"
                        + " connection");
    }

    private String name(List<TestResult> results) {
        String first = moduleFolder().relativize(results.get(0).file()).toString();
        return results.size() == 1
                ? first
                : first + " and " + count(results.size() - 1, "more result");
    }

    private LostAgent lostAgent() {
        String property = AgentProperty.name(propertyName, project.getPackaging());
        return MavenProperties.lostAgent(property, project, session);
    }

    private Set<Path> losingFolders() {
        return TestRun.all(project).stream()
                .filter(lostAgent()::isCertain)
                .map(run -> run.resultFolder(project))
                .collect(Collectors.toSet());
    }

    private List<Path> resultFolders() {
        if (testResults != null && !testResults.isEmpty()) {
            return testResults.stream().map(File::toPath).toList();
        }
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(TestRun.resultFolder(project, TestRun.SUREFIRE));
        folders.add(TestRun.resultFolder(project, TestRun.FAILSAFE));
        TestRun.all(project).forEach(run -> folders.add(run.resultFolder(project)));
        return List.copyOf(folders);
    }
}
