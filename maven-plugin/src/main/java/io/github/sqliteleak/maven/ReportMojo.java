package io.github.sqliteleak.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProject;

/**
 * Shows the leaks of this module to people and build servers, in files. Never fails on a leak; bind
 * it before <code>check</code>.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class ReportMojo extends AbstractReportMojo {
    @Override
    List<MavenProject> modules() {
        return List.of(project);
    }
}
