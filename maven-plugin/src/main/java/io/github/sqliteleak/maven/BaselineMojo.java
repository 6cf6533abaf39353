package io.github.sqliteleak.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes down the leaks of today, of all modules of this build, for <code>check</code> to pass
 * over.
 */
@Mojo(name = "baseline", aggregator = true, threadSafe = true)
public final class BaselineMojo extends AbstractMojo {
    @Parameter(defaultValue = "${session}", readonly = true)
    MavenSession session;

    /** The file to write. */
    @Parameter(
            property = "sqlite-leak.baseline",
            defaultValue = "${project.basedir}/sqlite-leak-baseline.json")
    File baseline;

    @Override
    public void execute() throws MojoExecutionException {
        try {
            write(ReactorFolders.of(session));
        } catch (IOException e) {
            throw new MojoExecutionException("cannot read what the tests left: " + e, e);
        }
    }

    private void write(List<Path> folders) throws MojoExecutionException {
        if (folders.isEmpty()) {
            throw new MojoExecutionException(
                    "no module has a report; run prepare-agent before the tests");
        }
        List<String> arguments = new ArrayList<>(List.of("baseline", "--output"));
        arguments.add(baseline.toString());
        folders.forEach(folder -> arguments.add(folder.toString()));
        Verb verb = Verb.run(Path.of(session.getExecutionRootDirectory()), arguments);
        verb.words().stripTrailing().lines().forEach(getLog()::warn);
        if (verb.status() != 0) {
            throw new MojoExecutionException("no baseline from incomplete data, see above");
        }
        getLog().info("written: " + baseline);
    }
}
