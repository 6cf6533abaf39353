package io.github.sqliteleak.gradle;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradle.api.DefaultTask;
import org.gradle.api.Project;
import org.gradle.api.file.ConfigurableFileCollection;
import org.gradle.api.file.DirectoryProperty;
import org.gradle.api.file.FileCollection;
import org.gradle.api.file.FileTree;
import org.gradle.api.file.RegularFileProperty;
import org.gradle.api.provider.Property;
import org.gradle.api.tasks.Classpath;
import org.gradle.api.tasks.Input;
import org.gradle.api.tasks.InputFile;
import org.gradle.api.tasks.InputFiles;
import org.gradle.api.tasks.Internal;
import org.gradle.api.tasks.JavaExec;
import org.gradle.api.tasks.Optional;
import org.gradle.api.tasks.PathSensitive;
import org.gradle.api.tasks.PathSensitivity;
import org.gradle.api.tasks.testing.Test;

/** What the tasks share that read reports. */
public abstract class JudgeTask extends DefaultTask {
    /** The jar whose command line judges. */
    @Classpath
    public abstract ConfigurableFileCollection getAgent();

    /** Folders with reports; those that are not there, or hold none, are passed over. */
    @InputFiles
    @PathSensitive(PathSensitivity.RELATIVE)
    public abstract ConfigurableFileCollection getReports();

    @Optional
    @InputFile
    @PathSensitive(PathSensitivity.NONE)
    public abstract RegularFileProperty getSuppressions();

    @Optional
    @InputFile
    @PathSensitive(PathSensitivity.NONE)
    public abstract RegularFileProperty getBaseline();

    @Input
    public abstract Property<Boolean> getAllowPools();

    @Input
    @Optional
    public abstract Property<Integer> getMaxLockTimeouts();

    @Input
    public abstract Property<Boolean> getFull();

    /** Whether suppressions and baseline are for more projects than are judged here. */
    @Input
    public abstract Property<Boolean> getPart();

    /** Paths below it are shown relative to it. */
    @Internal
    public abstract DirectoryProperty getFolder();

    final void read(Project project, FileCollection agent) {
        getAgent().from(agent);
        getFolder().convention(project.getLayout().getProjectDirectory());
        File root = project.getRootDir();
        getPart().convention(project.provider(() -> isPart(root)));
        getAllowPools().convention(false);
        getFull().convention(false);
        getReports().from(project.getLayout().getBuildDirectory().dir(AgentTasks.FOLDER));
        mustRunAfter(project.getTasks().withType(Test.class));
        mustRunAfter(project.getTasks().withType(JavaExec.class));
    }

    private boolean isPart(File root) {
        return isOfRoot(getSuppressions(), root) || isOfRoot(getBaseline(), root);
    }

    private boolean isOfRoot(RegularFileProperty file, File root) {
        return file.isPresent()
                && !root.equals(getFolder().get().getAsFile())
                && root.equals(file.get().getAsFile().getParentFile());
    }

    final void judgeBy(SqliteLeakExtension extension) {
        getSuppressions().convention(extension.getSuppressions());
        getBaseline().convention(extension.getBaseline());
        getAllowPools().convention(extension.getAllowPools());
        getMaxLockTimeouts().convention(extension.getMaxLockTimeouts());
        getFull().convention(extension.getFull());
    }

    /** Empty where no JVM has written anything. */
    final List<String> folders() {
        FileTree written =
                getReports().getAsFileTree().matching(of -> of.include("**/leaks-*.json"));
        List<String> folders = new ArrayList<>();
        if (!written.isEmpty()) {
            getReports().filter(File::isDirectory).forEach(of -> folders.add(of.getPath()));
        }
        return folders;
    }

    final List<String> judgeArguments(String verb) {
        List<String> arguments = new ArrayList<>(List.of(verb));
        if (getSuppressions().isPresent()) {
            arguments.add("--suppressions=" + getSuppressions().get());
        }
        if (getBaseline().isPresent()) {
            arguments.add("--baseline=" + getBaseline().get());
        }
        if (getMaxLockTimeouts().isPresent()) {
            arguments.add("--max-lock-timeouts=" + getMaxLockTimeouts().get());
        }
        add(arguments, getAllowPools(), "--allow-pools");
        add(arguments, getFull(), "--full");
        add(arguments, getPart(), "--part");
        return arguments;
    }

    private static void add(List<String> arguments, Property<Boolean> wanted, String option) {
        if (wanted.get()) {
            arguments.add(option);
        }
    }

    final CommandLineOfAgent run(List<String> arguments) {
        Path folder = getFolder().get().getAsFile().toPath();
        return CommandLineOfAgent.run(getAgent().getSingleFile(), folder, arguments);
    }

    /** Lines of one text, as one message: a line each would be shown out of place. */
    static String lines(String text) {
        return text.stripTrailing();
    }
}
