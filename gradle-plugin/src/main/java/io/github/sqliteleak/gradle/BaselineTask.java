package io.github.sqliteleak.gradle;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradle.api.DefaultTask;
import org.gradle.api.GradleException;
import org.gradle.api.Project;
import org.gradle.api.file.ConfigurableFileCollection;
import org.gradle.api.file.DirectoryProperty;
import org.gradle.api.file.FileCollection;
import org.gradle.api.file.RegularFileProperty;
import org.gradle.api.tasks.Internal;
import org.gradle.api.tasks.TaskAction;
import org.gradle.api.tasks.testing.Test;
import org.gradle.work.DisableCachingByDefault;

/**
 * Writes down the leaks of today. It is run by hand, and what it writes is kept with the sources.
 */
@DisableCachingByDefault(because = "It writes a file of the sources.")
public abstract class BaselineTask extends DefaultTask {
    @Internal
    public abstract ConfigurableFileCollection getAgent();

    @Internal
    public abstract ConfigurableFileCollection getReports();

    @Internal
    public abstract DirectoryProperty getFolder();

    /** The file to write. */
    @Internal
    public abstract RegularFileProperty getBaseline();

    final void read(Project project, FileCollection agent) {
        getAgent().from(agent);
        getFolder().convention(project.getLayout().getProjectDirectory());
        getReports().from(project.getLayout().getBuildDirectory().dir(AgentTasks.FOLDER));
        mustRunAfter(project.getTasks().withType(Test.class));
    }

    @TaskAction
    void write() {
        List<String> arguments = new ArrayList<>(List.of("baseline"));
        arguments.add("--output=" + getBaseline().get());
        getReports().filter(File::isDirectory).forEach(folder -> arguments.add(folder.getPath()));
        Path folder = getFolder().get().getAsFile().toPath();
        CommandLineOfAgent verb =
                CommandLineOfAgent.run(getAgent().getSingleFile(), folder, arguments);
        if (verb.status() != CommandLineOfAgent.CLEAN) {
            throw new GradleException("no baseline from incomplete data: " + verb.words().strip());
        }
        getLogger().lifecycle("written: " + getBaseline().get());
    }
}
