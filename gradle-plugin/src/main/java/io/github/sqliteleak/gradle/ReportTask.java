package io.github.sqliteleak.gradle;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.gradle.api.GradleException;
import org.gradle.api.file.ConfigurableFileCollection;
import org.gradle.api.file.DirectoryProperty;
import org.gradle.api.provider.ListProperty;
import org.gradle.api.tasks.CacheableTask;
import org.gradle.api.tasks.Input;
import org.gradle.api.tasks.InputFiles;
import org.gradle.api.tasks.OutputDirectory;
import org.gradle.api.tasks.PathSensitive;
import org.gradle.api.tasks.PathSensitivity;
import org.gradle.api.tasks.SourceSet;
import org.gradle.api.tasks.SourceSetContainer;
import org.gradle.api.tasks.TaskAction;

/** Shows what the check judges, in files; never fails on a leak. */
@CacheableTask
public abstract class ReportTask extends JudgeTask {
    /** Names of formats of the command line. */
    @Input
    public abstract ListProperty<String> getFormats();

    /** Roots of sources, for formats that point into them. */
    @InputFiles
    @PathSensitive(PathSensitivity.RELATIVE)
    public abstract ConfigurableFileCollection getSources();

    @OutputDirectory
    public abstract DirectoryProperty getOutput();

    public ReportTask() {
        getFormats().convention(List.of("html"));
        getOutput()
                .convention(
                        getProject()
                                .getLayout()
                                .getBuildDirectory()
                                .dir("reports/sqlite-leaks/" + getName()));
        SourceSetContainer sets = getProject().getExtensions().findByType(SourceSetContainer.class);
        if (sets != null) {
            sets.configureEach(this::addSources);
        }
    }

    private void addSources(SourceSet set) {
        getSources().from(set.getAllSource().getSourceDirectories());
    }

    @TaskAction
    void report() {
        List<String> folders = folders();
        if (folders.isEmpty()) {
            getLogger().lifecycle("no report, nothing to show");
            return;
        }
        for (String format : getFormats().get()) {
            String file = getOutput().file(fileName(format)).get().getAsFile().getPath();
            List<String> arguments = new ArrayList<>(judgeArguments("report"));
            arguments.addAll(List.of("--format=" + format, "--output=" + file));
            getSources()
                    .filter(File::isDirectory)
                    .forEach(root -> arguments.add("--source=" + root));
            arguments.addAll(folders);
            CommandLineOfAgent verb = run(arguments);
            if (verb.status() == CommandLineOfAgent.WRONG_USE) {
                throw new GradleException(lines(verb.words()));
            }
            if (!verb.words().isBlank()) {
                getLogger().warn(lines(verb.words()));
            }
            getLogger().lifecycle(format + ": " + file);
        }
    }

    /** The name by which build servers know a format. */
    private static String fileName(String format) {
        return switch (format) {
            case "text" -> "sqlite-leaks.txt";
            case "github" -> "sqlite-leaks.github.txt";
            case "gitlab" -> "gl-code-quality-report.json";
            case "junit" -> "TEST-sqlite-leaks.xml";
            case "markdown" -> "sqlite-leaks.md";
            default -> "sqlite-leaks." + format.replaceAll("[^A-Za-z0-9]", "_");
        };
    }
}
