package io.github.sqliteleak.gradle;

import org.gradle.api.Project;
import org.gradle.api.Task;
import org.gradle.api.file.ConfigurableFileCollection;
import org.gradle.api.tasks.JavaExec;
import org.gradle.api.tasks.testing.Test;

/** In the root of a build of several projects: tasks that judge all of them as one. */
final class Aggregate {
    static final String CHECK = SqliteLeakPlugin.NAME + "AggregateCheck";
    static final String REPORT = SqliteLeakPlugin.NAME + "AggregateReport";

    private final Project root;

    private Aggregate(Project root) {
        this.root = root;
    }

    static boolean isWanted(Project project) {
        return project.getParent() == null && !project.getSubprojects().isEmpty();
    }

    static void add(Project root, JudgeTask task) {
        new Aggregate(root).add(task, task.getReports());
    }

    static void add(Project root, BaselineTask task) {
        new Aggregate(root).add(task, task.getReports());
    }

    private void add(Task task, ConfigurableFileCollection reports) {
        for (Project project : root.getSubprojects()) {
            reports.from(project.getLayout().getBuildDirectory().dir(AgentTasks.FOLDER));
            task.mustRunAfter(project.getTasks().withType(Test.class));
            task.mustRunAfter(project.getTasks().withType(JavaExec.class));
        }
    }
}
