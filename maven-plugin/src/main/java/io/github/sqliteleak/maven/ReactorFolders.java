package io.github.sqliteleak.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Where the agent has written in any module of a build. */
final class ReactorFolders {
    private ReactorFolders() {}

    /** Those of this build and, for an earlier one, those by the default names. */
    static List<Path> of(MavenSession session) throws IOException {
        List<Path> folders = new ArrayList<>();
        for (MavenProject module : session.getProjects()) {
            Path target = Path.of(module.getBuild().getDirectory());
            folders.addAll(
                    new ModuleState(module)
                            .foldersWith(
                                    target.resolve(AbstractJudgeMojo.UNIT),
                                    target.resolve(AbstractJudgeMojo.INTEGRATION)));
        }
        return ReportFolders.filled(folders);
    }
}
