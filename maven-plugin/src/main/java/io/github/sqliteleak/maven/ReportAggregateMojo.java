package io.github.sqliteleak.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;

/** As <code>report</code>, for all modules of this build as one. */
@Mojo(name = "report-aggregate", aggregator = true, threadSafe = true)
public final class ReportAggregateMojo extends AbstractReportMojo {
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
    List<MavenProject> modules() {
        return session.getProjects();
    }
}
