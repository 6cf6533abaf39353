package io.github.sqliteleak.maven;

import io.github.sqliteleak.cli.ExitStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
     * in the module, or else in the nearest folder above it with a POM, or where the build was
     * started.
     */
    @Parameter(property = "sqlite-leak.suppressions")
    @Nullable File suppressions;

    /**
     * Leaks there were before. When it is not set: <code>sqlite-leak-baseline.json</code> in the
     * module, or else in the nearest folder above it with a POM, or where the build was started.
     */
    @Parameter(property = "sqlite-leak.baseline")
    @Nullable File baseline;

    /** Lets connections that a pool owns stay open to the end. */
    @Parameter(property = "sqlite-leak.allowPools", defaultValue = "false")
    boolean allowPools;

    /** Fails on more statements that failed because of a lock. */
    @Parameter(property = "sqlite-leak.maxLockTimeouts")
    @Nullable Integer maxLockTimeouts;

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
        boolean part = add(arguments, "--suppressions", suppressions, SUPPRESSIONS);
        part |= add(arguments, "--baseline", baseline, BASELINE);
        if (part) {
            arguments.add("--part");
        }
        if (allowPools) {
            arguments.add("--allow-pools");
        }
        if (maxLockTimeouts != null) {
            arguments.add("--max-lock-timeouts");
            arguments.add(maxLockTimeouts.toString());
        }
        if (full) {
            arguments.add("--full");
        }
        folders.forEach(folder -> arguments.add(folder.toString()));
        return arguments;
    }

    /**
     * Adds the file that is given, or the nearest of that name.
     *
     * @return whether that file is for more than what is judged here
     */
    private boolean add(
            List<String> arguments, String option, @Nullable File given, String defaultName) {
        Path file = given == null ? nearest(defaultName) : given.toPath();
        if (file == null) {
            return false;
        }
        arguments.add(option);
        arguments.add(file.toString());
        return isForMoreThanJudged(file);
    }

    private @Nullable Path nearest(String name) {
        for (Path folder : sharedFolders()) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }

    /** Where suppressions and a baseline are looked for, the nearest first. */
    private Set<Path> sharedFolders() {
        Set<Path> folders = new LinkedHashSet<>();
        MavenProject parent = project;
        while (parent != null && parent.getBasedir() != null) {
            folders.add(parent.getBasedir().toPath());
            parent = parent.getParent();
        }
        // What builds a module need not be its parent.
        Path above = moduleFolder().getParent();
        while (above != null && Files.exists(above.resolve("pom.xml"))) {
            folders.add(above);
            above = above.getParent();
        }
        folders.add(rootFolder());
        return folders;
    }

    /** True for what lies above a module, and for what the root has for its modules. */
    boolean isForMoreThanJudged(Path file) {
        return !file.toAbsolutePath().startsWith(moduleFolder()) || !project.getModules().isEmpty();
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
