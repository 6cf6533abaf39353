package io.github.sqliteleak.gradle;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gradle.api.GradleException;
import org.gradle.api.file.ConfigurableFileCollection;
import org.gradle.api.file.DirectoryProperty;
import org.gradle.api.provider.MapProperty;
import org.gradle.api.provider.Property;
import org.gradle.api.tasks.Classpath;
import org.gradle.api.tasks.Input;
import org.gradle.api.tasks.Internal;
import org.gradle.process.CommandLineArgumentProvider;

/**
 * The argument of a JVM that brings the agent. What a build cache compares is the content of the
 * jar and the options, and no path of this machine.
 */
public abstract class AgentArgument implements CommandLineArgumentProvider {
    private static final String REPORT = "report";

    @Input
    public abstract Property<Boolean> getEnabled();

    @Classpath
    public abstract ConfigurableFileCollection getAgent();

    @Input
    public abstract MapProperty<String, String> getOptions();

    /** An output of the task, which is declared there. */
    @Internal
    public abstract DirectoryProperty getReports();

    @Override
    public Iterable<String> asArguments() {
        if (!getEnabled().get()) {
            return List.of();
        }
        Map<String, String> options = new TreeMap<>(getOptions().get());
        if (options.containsKey(REPORT)) {
            throw new GradleException(
                    "sqliteLeak.options: \"report\" is not allowed; each task has a folder of its"
                            + " own");
        }
        options.put(REPORT, getReports().get().getAsFile().getPath());
        StringBuilder argument =
                new StringBuilder("-javaagent:").append(getAgent().getSingleFile().getPath());
        char separator = '=';
        for (Map.Entry<String, String> option : options.entrySet()) {
            argument.append(separator).append(option.getKey()).append('=');
            argument.append(quoted(option.getValue()));
            separator = ',';
        }
        return List.of(argument.toString());
    }

    private static String quoted(String value) {
        return value.indexOf(',') < 0 ? value : '"' + value + '"';
    }
}
