package io.github.sqliteleak.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** As <code>prepare-agent</code>, for the integration tests, with a folder of their own. */
@Mojo(
        name = PrepareAgentIntegrationMojo.GOAL,
        defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
        threadSafe = true)
public final class PrepareAgentIntegrationMojo extends AbstractPrepareAgentMojo {
    static final String GOAL = "prepare-agent-integration";

    /** Folder for the reports of the integration tests. */
    @Parameter(
            property = "sqlite-leak.report-integration",
            defaultValue = "${project.build.directory}/sqlite-leaks-it")
    File reportIntegration;

    @Override
    String goal() {
        return GOAL;
    }

    @Override
    File reportFolder() {
        return reportIntegration;
    }

    @Override
    List<TestRun> testRuns() {
        return runsOf(TestRun.FAILSAFE);
    }
}
