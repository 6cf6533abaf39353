package io.github.sqliteleak.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * An execution of Surefire or Failsafe as the effective POM has it; null is what it leaves open.
 *
 * @param plugin {@link #SUREFIRE} or {@link #FAILSAFE}
 */
record TestRun(
        String plugin,
        String execution,
        @Nullable String argLine,
        @Nullable String forkCount,
        @Nullable String reportsDirectory) {
    static final String SUREFIRE = "maven-surefire-plugin";
    static final String FAILSAFE = "maven-failsafe-plugin";

    private static final Set<String> GOALS = Set.of("test", "integration-test");

    /** Those of Surefire and Failsafe. */
    static List<TestRun> all(MavenProject project) {
        List<TestRun> runs = new ArrayList<>(of(project, SUREFIRE));
        runs.addAll(of(project, FAILSAFE));
        return runs;
    }

    /** Where its results are. */
    Path resultFolder(MavenProject project) {
        return reportsDirectory == null
                ? resultFolder(project, plugin)
                : project.getBasedir().toPath().resolve(reportsDirectory);
    }

    /** Where those of the plugin are that say nothing else. */
    static Path resultFolder(MavenProject project, String plugin) {
        return Path.of(
                project.getBuild().getDirectory(),
                plugin.equals(SUREFIRE) ? "surefire-reports" : "failsafe-reports");
    }

    static List<TestRun> of(MavenProject project, String plugin) {
        List<TestRun> runs = new ArrayList<>();
        for (Plugin candidate : project.getBuildPlugins()) {
            if (candidate.getKey().equals("org.apache.maven.plugins:" + plugin)) {
                for (PluginExecution execution : candidate.getExecutions()) {
                    if (execution.getGoals().stream().anyMatch(GOALS::contains)) {
                        // Maven has merged the plugin's configuration into it.
                        runs.add(of(plugin, execution));
                    }
                }
            }
        }
        return runs;
    }

    private static TestRun of(String plugin, PluginExecution execution) {
        Object configuration = execution.getConfiguration();
        String forkCount = value(configuration, "forkCount");
        if (forkCount == null && "never".equals(value(configuration, "forkMode"))) {
            forkCount = "0";
        }
        return new TestRun(
                plugin,
                execution.getId(),
                value(configuration, "argLine"),
                forkCount,
                value(configuration, "reportsDirectory"));
    }

    private static @Nullable String value(@Nullable Object configuration, String name) {
        if (!(configuration instanceof Xpp3Dom dom)) {
            return null;
        }
        Xpp3Dom child = dom.getChild(name);
        return child == null ? null : child.getValue();
    }
}
