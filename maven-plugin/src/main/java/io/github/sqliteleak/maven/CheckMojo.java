package io.github.sqliteleak.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     * Folders in which to look for <code>TEST-*.xml</code>, by which it is seen that tests ran.
     * When it is not set: those of Surefire and Failsafe.
     */
    @Parameter @Nullable List<File> testResults;

    /** The property that <code>prepare-agent</code> was told to use. */
    @Parameter(property = "sqlite-leak.propertyName")
    @Nullable String propertyName;

    @Override
    void judge() throws IOException, MojoExecutionException, MojoFailureException {
        List<Path> folders = reportFolders();
        UnwatchedTests unwatched =
                new UnwatchedTests(
                        TestResults.in(resultFolders()),
                        ReportedJvms.in(folders),
                        new ModuleState(project).isPrepared(),
                        session.getStartTime().toInstant().toEpochMilli());
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
        String more = "";
        if (!unwatched.hasReports()) {
            more = ", and there is no report in " + report;
        } else if (unwatched.reportsAreOld()) {
            more = ", and what is in " + report + " is of an earlier build";
        }
        return "tests ran without the agent: " + name(without) + more + "; " + reasons();
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

    private String reasons() {
        String property = AgentProperty.name(propertyName, project.getPackaging());
        List<TestRun> runs = new ArrayList<>(TestRun.of(project, TestRun.SUREFIRE));
        runs.addAll(TestRun.of(project, TestRun.FAILSAFE));
        List<String> reasons = MavenProperties.lostAgent(property, project, session).reasons(runs);
        return reasons.isEmpty()
                ? "run prepare-agent before the tests, in the same build"
                : String.join("; ", reasons);
    }

    private List<Path> resultFolders() {
        List<Path> folders = new ArrayList<>();
        if (testResults != null && !testResults.isEmpty()) {
            testResults.forEach(folder -> folders.add(folder.toPath()));
            return folders;
        }
        Path target = Path.of(project.getBuild().getDirectory());
        folders.add(target.resolve("surefire-reports"));
        folders.add(target.resolve("failsafe-reports"));
        for (String plugin : List.of(TestRun.SUREFIRE, TestRun.FAILSAFE)) {
            for (TestRun run : TestRun.of(project, plugin)) {
                if (run.reportsDirectory() != null) {
                    Path folder = moduleFolder().resolve(run.reportsDirectory());
                    if (!folders.contains(folder)) {
                        folders.add(folder);
                    }
                }
            }
        }
        return folders;
    }
}
