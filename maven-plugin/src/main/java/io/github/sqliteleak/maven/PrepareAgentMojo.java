package io.github.sqliteleak.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Gives the agent to the JVMs of the tests: puts it in front of what is in the property <code>
 * argLine</code>. Warns when the configuration of Surefire or Failsafe would lose it.
 */
@Mojo(name = PrepareAgentMojo.GOAL, defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class PrepareAgentMojo extends AbstractPrepareAgentMojo {
    static final String GOAL = "prepare-agent";

    /** Folder for the reports of the tests. */
    @Parameter(
            property = "sqlite-leak.report",
            defaultValue = "${project.build.directory}/sqlite-leaks")
    File report;

    @Override
    String goal() {
        return GOAL;
    }

    @Override
    File reportFolder() {
        return report;
    }

    /** Failsafe takes the same property, unless another goal here sees to it. */
    @Override
    List<TestRun> testRuns() {
        return hasIntegration()
                ? runsOf(TestRun.SUREFIRE)
                : runsOf(TestRun.SUREFIRE, TestRun.FAILSAFE);
    }

    private boolean hasIntegration() {
        Plugin self = project.getPlugin("io.github.sqliteleak:sqlite-leak-maven-plugin");
        return self != null
                && self.getExecutions().stream()
                        .anyMatch(
                                execution ->
                                        execution
                                                .getGoals()
                                                .contains(PrepareAgentIntegrationMojo.GOAL));
    }
}
