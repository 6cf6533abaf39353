package io.github.sqliteleak.maven;

import io.github.sqliteleak.cli.ExitStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the goals share that read reports. */
abstract class AbstractJudgeMojo extends AbstractMojo {
    static final String UNIT = "sqlite-leaks";
    static final String INTEGRATION = "sqlite-leaks-it";

    private static final String SUPPRESSIONS = "sqlite-leak-suppressions.txt";
    private static final String BASELINE = "sqlite-leak-baseline.json";

    @Parameter(defaultValue = "${project}", readonly = true)
    MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true)
    MavenSession session;

    /** Does nothing. */
    @Parameter(property = "sqlite-leak.skip", defaultValue = "false")
    boolean skip;

    /** Folder with the reports of the tests. */
    @Parameter(property = "sqlite-leak.report", defaultValue = "${project.build.directory}/" + UNIT)
    File report;

    /** Folder with the reports of the integration tests. */
    @Parameter(
            property = "sqlite-leak.report-integration",
            defaultValue = "${project.build.directory}/" + INTEGRATION)
    File reportIntegration;

    /**
     * Patterns of leaks to pass over. When it is not set: <code>sqlite-leak-suppressions.txt</code>
     * in the module, or else where the build was started.
     */
    @Parameter(property = "sqlite-leak.suppressions")
    @Nullable File suppressions;

    /**
     * Leaks there were before. When it is not set: <code>sqlite-leak-baseline.json</code> in the
     * module, or else where the build was started.
     */
    @Parameter(property = "sqlite-leak.baseline")
    @Nullable File baseline;

    /** Lets connections that a pool owns stay open to the end. */
    @Parameter(property = "sqlite-leak.allowPools", defaultValue = "false")
    boolean allowPools;

    /** Shows all sites, with whole stacks. */
    @Parameter(property = "sqlite-leak.full", defaultValue = "false")
    boolean full;

    abstract void judge() throws IOException, MojoExecutionException, MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped");
            return;
        }
        try {
            judge();
        } catch (IOException e) {
            throw new MojoExecutionException("cannot read what the tests left: " + e, e);
        }
    }

    final Path moduleFolder() {
        return project.getBasedir().toPath();
    }

    /** The folder of the repository, or the module when it lies elsewhere. */
    final Path rootFolder() {
        File root = session.getRequest().getMultiModuleProjectDirectory();
        Path module = moduleFolder();
        return root != null && module.startsWith(root.toPath()) ? root.toPath() : module;
    }

    /** Where the agent has written in this module. */
    List<Path> reportFolders() throws IOException {
        return ReportFolders.filled(
                new ModuleState(project).foldersWith(report.toPath(), reportIntegration.toPath()));
    }

    /** The arguments that {@code check} and {@code report} have in common, paths included. */
    final List<String> judgeArguments(String verb, List<Path> folders) {
        List<String> arguments = new ArrayList<>(List.of(verb));
        add(arguments, "--suppressions", suppressions, SUPPRESSIONS);
        add(arguments, "--baseline", baseline, BASELINE);
        if (allowPools) {
            arguments.add("--allow-pools");
        }
        if (full) {
            arguments.add("--full");
        }
        folders.forEach(folder -> arguments.add(folder.toString()));
        return arguments;
    }

    private void add(
            List<String> arguments, String option, @Nullable File given, String defaultName) {
        Path file = given == null ? null : given.toPath();
        if (file == null) {
            file = moduleFolder().resolve(defaultName);
            file = Files.exists(file) ? file : rootFolder().resolve(defaultName);
            file = Files.exists(file) ? file : null;
        }
        if (file != null) {
            arguments.add(option);
            arguments.add(file.toString());
        }
    }

    /** Wrong use stops the build whatever else is configured. */
    final void refuseWrongUse(Verb verb) throws MojoExecutionException {
        if (verb.status() == ExitStatus.WRONG_USE) {
            String words = verb.words().strip();
            throw new MojoExecutionException(
                    words.substring(words.indexOf(": ") < 0 ? 0 : words.indexOf(": ") + 2));
        }
    }
}
