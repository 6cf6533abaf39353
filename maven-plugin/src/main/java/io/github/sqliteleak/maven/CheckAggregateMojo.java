package io.github.sqliteleak.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Judges the reports of all modules of this build as one, with the suppressions and the baseline at
 * its root. It does not see modules whose tests ran without the agent; <code>check</code> does.
 */
@Mojo(name = "check-aggregate", aggregator = true, threadSafe = true)
public final class CheckAggregateMojo extends AbstractCheckMojo {
    /** A part of the modules, as with -pl, are not all that the files at the root are for. */
    @Override
    boolean isForMoreThanJudged(Path file) {
        return session.getProjects().size() < session.getAllProjects().size();
    }

    @Override
    List<Path> reportFolders() throws IOException {
        return ReactorFolders.of(session);
    }

    @Override
    void judge() throws IOException, MojoExecutionException, MojoFailureException {
        List<Path> folders = reportFolders();
        if (folders.isEmpty()) {
            fail("no module has a report; run prepare-agent before the tests");
        } else {
            check(moduleFolder(), folders);
        }
    }
}
