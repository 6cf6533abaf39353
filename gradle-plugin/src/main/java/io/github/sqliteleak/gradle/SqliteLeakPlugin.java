package io.github.sqliteleak.gradle;

import org.gradle.api.Plugin;
import org.gradle.api.Project;
import org.gradle.api.artifacts.Configuration;
import org.gradle.api.tasks.JavaExec;
import org.gradle.api.tasks.TaskContainer;
import org.gradle.api.tasks.TaskProvider;
import org.gradle.api.tasks.testing.Test;
import org.gradle.language.base.plugins.LifecycleBasePlugin;

/**
 * Gives each {@code Test} and {@code JavaExec} task the agent, and judges what their JVMs report.
 *
 * <p>In the root of a build of several projects, it also has tasks for all of them as one.
 */
public final class SqliteLeakPlugin implements Plugin<Project> {
    /** Of the extension and of the plugin's tasks, in front of their own name. */
    static final String NAME = "sqliteLeak";

    static final String AGENT = "sqliteLeakAgent";
    static final String CHECK = NAME + "Check";
    static final String REPORT = NAME + "Report";
    static final String BASELINE = NAME + "Baseline";

    private static final String GROUP = "verification";
    private static final String AGENT_MODULE = "io.github.sqliteleak:sqlite-leak-agent:";

    @Override
    public void apply(Project project) {
        SqliteLeakExtension extension =
                project.getExtensions().create(NAME, SqliteLeakExtension.class);
        SharedFiles shared = SharedFiles.of(project);
        extension.defaults(shared);
        Configuration agent = agent(project, extension);
        AgentTasks tasks = new AgentTasks(project, extension, agent);
        TaskContainer all = project.getTasks();
        TaskProvider<CheckTask> check =
                all.register(
                        CHECK,
                        CheckTask.class,
                        task -> {
                            task.read(project, agent);
                            check(task, extension);
                        });
        all.register(
                REPORT,
                ReportTask.class,
                task -> {
                    task.read(project, agent);
                    report(task, extension);
                });
        all.register(
                BASELINE,
                BaselineTask.class,
                task -> {
                    task.read(project, agent);
                    baseline(task, extension);
                    Aggregate.add(project, task);
                });
        all.withType(Test.class).configureEach(tasks::add);
        all.withType(Test.class).configureEach(task -> task.finalizedBy(check));
        all.withType(JavaExec.class).configureEach(tasks::add);
        all.matching(task -> task.getName().equals(LifecycleBasePlugin.CHECK_TASK_NAME))
                .configureEach(task -> task.dependsOn(check));
        if (Aggregate.isWanted(project)) {
            addAggregate(project, extension, agent);
        }
    }

    private static void addAggregate(
            Project root, SqliteLeakExtension extension, Configuration agent) {
        root.getTasks()
                .register(
                        Aggregate.CHECK,
                        CheckTask.class,
                        task -> {
                            task.read(root, agent);
                            check(task, extension);
                            Aggregate.add(root, task);
                        });
        root.getTasks()
                .register(
                        Aggregate.REPORT,
                        ReportTask.class,
                        task -> {
                            task.read(root, agent);
                            report(task, extension);
                            Aggregate.add(root, task);
                        });
    }

    private static Configuration agent(Project project, SqliteLeakExtension extension) {
        Configuration agent = project.getConfigurations().create(AGENT);
        agent.setDescription("The jar of the agent that finds leaked SQLite connections.");
        agent.setCanBeConsumed(false);
        agent.setCanBeResolved(true);
        agent.setTransitive(false);
        agent.defaultDependencies(
                dependencies ->
                        dependencies.add(
                                project.getDependencies()
                                        .create(AGENT_MODULE + extension.getToolVersion().get())));
        return agent;
    }

    private static void check(CheckTask task, SqliteLeakExtension extension) {
        task.setGroup(GROUP);
        task.setDescription("Fails where tests or applications have left a connection open.");
        task.judgeBy(extension);
        task.getFailOnLeak().convention(extension.getFailOnLeak());
        task.getMaxLockTimeouts().convention(extension.getMaxLockTimeouts());
    }

    private static void report(ReportTask task, SqliteLeakExtension extension) {
        task.setGroup(GROUP);
        task.setDescription("Shows what was left open, as a page and in other formats.");
        task.judgeBy(extension);
        task.getFormats().convention(extension.getFormats());
    }

    private static void baseline(BaselineTask task, SqliteLeakExtension extension) {
        task.setGroup(GROUP);
        task.setDescription("Writes down the leaks of today, for the check to pass over.");
        task.getBaseline().convention(extension.getBaselineToWrite());
    }
}
