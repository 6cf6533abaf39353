package io.github.sqliteleak.gradle;

import java.util.List;
import org.gradle.api.Project;
import org.gradle.api.Task;
import org.gradle.api.artifacts.Configuration;
import org.gradle.api.file.Directory;
import org.gradle.api.provider.Property;
import org.gradle.api.provider.Provider;
import org.gradle.api.tasks.JavaExec;
import org.gradle.api.tasks.testing.Test;

/** The tasks that run with the agent, and where each of them reports. */
final class AgentTasks {
    /** Below the folder of what a build has made; one folder for each task. */
    static final String FOLDER = "sqlite-leaks";

    private final Project project;
    private final SqliteLeakExtension extension;
    private final Configuration agent;

    AgentTasks(Project project, SqliteLeakExtension extension, Configuration agent) {
        this.project = project;
        this.extension = extension;
        this.agent = agent;
    }

    void add(Test task) {
        task.getJvmArgumentProviders().add(argument(task, extension.getTests()));
    }

    void add(JavaExec task) {
        task.getJvmArgumentProviders().add(argument(task, extension.getApplications()));
    }

    private AgentArgument argument(Task task, Property<Boolean> enabled) {
        Provider<Directory> reports =
                project.getLayout().getBuildDirectory().dir(FOLDER + '/' + task.getName());
        AgentArgument argument = project.getObjects().newInstance(AgentArgument.class);
        argument.getEnabled().set(enabled);
        argument.getAgent().from(enabled.map(on -> on ? List.of(agent) : List.of()));
        argument.getOptions().set(extension.getOptions());
        argument.getReports().set(reports);
        // Whether it ran or came from the build cache, its reports are there.
        task.getOutputs().dir(reports).withPropertyName("sqliteLeakReports").optional();
        task.doFirst(project.getObjects().newInstance(ClearReports.class, reports));
        return argument;
    }
}
