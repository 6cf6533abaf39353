package io.github.sqliteleak.maven;

import io.github.sqliteleak.cli.ExitStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Shows what {@code check} judges, in the formats of the command line. */
abstract class AbstractReportMojo extends AbstractJudgeMojo {
    /** One or more of the formats that the command line knows, such as <code>html,sarif</code>. */
    @Parameter(property = "sqlite-leak.format", defaultValue = "html")
    List<String> format;

    /** Folder for the files, one for each format. */
    @Parameter(
            property = "sqlite-leak.outputFolder",
            defaultValue = "${project.build.directory}/sqlite-leak-report")
    File outputFolder;

    /** The modules whose sources are looked into. */
    abstract List<MavenProject> modules();

    @Override
    final void judge() throws IOException, MojoExecutionException {
        List<Path> folders = reportFolders();
        if (folders.isEmpty()) {
            getLog().info("no report, nothing to show");
            return;
        }
        for (String name : format) {
            show(name.strip(), folders);
        }
    }

    private void show(String name, List<Path> folders) throws MojoExecutionException {
        Path file = outputFolder.toPath().resolve(OutputName.of(name));
        List<String> arguments = new ArrayList<>(judgeArguments("report", folders));
        arguments.addAll(List.of("--format", name, "--output", file.toString()));
        for (MavenProject module : modules()) {
            for (String root : SourceFolders.of(module)) {
                arguments.addAll(List.of("--source", root));
            }
        }
        // From the root, since what goes into a pull request has paths of the repository.
        Verb verb = Verb.run(rootFolder(), arguments);
        refuseWrongUse(verb);
        verb.words().stripTrailing().lines().forEach(getLog()::warn);
        if (verb.status() == ExitStatus.CLEAN || file.toFile().isFile()) {
            getLog().info(name + ": " + file);
        }
    }
}
