package io.github.sqliteleak.gradle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gradle.api.GradleException;
import org.gradle.api.file.RegularFileProperty;
import org.gradle.api.provider.Property;
import org.gradle.api.tasks.CacheableTask;
import org.gradle.api.tasks.Input;
import org.gradle.api.tasks.OutputFile;
import org.gradle.api.tasks.TaskAction;

/** Fails the build where a connection was left open, and where data is incomplete. */
@CacheableTask
public abstract class CheckTask extends JudgeTask {
    /** Whether a leak fails the build; otherwise it is a warning. */
    @Input
    public abstract Property<Boolean> getFailOnLeak();

    /** What was found; it also is what makes the task up to date. */
    @OutputFile
    public abstract RegularFileProperty getResult();

    public CheckTask() {
        getFailOnLeak().convention(true);
        getResult()
                .convention(
                        getProject()
                                .getLayout()
                                .getBuildDirectory()
                                .file("reports/sqlite-leaks/" + getName() + ".txt"));
    }

    @TaskAction
    void check() throws IOException {
        Path result = getResult().get().getAsFile().toPath();
        Files.createDirectories(result.getParent());
        List<String> folders = folders();
        if (folders.isEmpty()) {
            getLogger().info("no report, nothing to check");
            Files.writeString(result, "no report, nothing to check\n");
            return;
        }
        List<String> arguments = judgeArguments("check");
        arguments.addAll(folders);
        CommandLineOfAgent verb = run(arguments);
        // The name that an option of the command line has here.
        String results = verb.results().replace(" --full", " sqliteLeak.full");
        Files.writeString(result, results + verb.words());
        if (verb.status() == CommandLineOfAgent.WRONG_USE) {
            throw new GradleException(lines(verb.words()));
        }
        if (verb.status() == CommandLineOfAgent.CLEAN) {
            getLogger().lifecycle(lines(results));
            return;
        }
        String reason =
                verb.status() == CommandLineOfAgent.LEAKS
                        ? verb.headline()
                        : "incomplete data, so this is no pass: " + verb.detail();
        String all = lines(results + verb.words());
        if (getFailOnLeak().get()) {
            getLogger().error(all);
            throw new GradleException(reason);
        }
        getLogger().warn(all);
    }
}
