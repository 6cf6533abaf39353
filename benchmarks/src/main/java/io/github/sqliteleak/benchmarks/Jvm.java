package io.github.sqliteleak.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM to measure in.
 *
 * @param java its launcher
 * @param classPath where the workloads are
 * @param agent the {@code -javaagent} option's value, null for a JVM without
 * @param folder where whatever it writes goes
 * @param more options of this JVM
 */
record Jvm(Path java, String classPath, @Nullable String agent, Path folder, List<String> more) {

    Jvm(Path java, String classPath, @Nullable String agent, Path folder) {
        this(java, classPath, agent, folder, List.of());
    }

    Jvm with(String otherAgent) {
        return new Jvm(java, classPath, otherAgent, folder, more);
    }

    /** As this one, with one more option. */
    Jvm plus(String option) {
        List<String> options = new ArrayList<>(more);
        options.add(option);
        return new Jvm(java, classPath, agent, folder, options);
    }

    /** The options of this JVM, without its class path. */
    List<String> options() {
        // sqlite-jdbc unpacks its native library there.
        String temporary = "-Djava.io.tmpdir=" + folder;
        List<String> options = new ArrayList<>(List.of(temporary));
        if (agent != null) {
            options.add("-javaagent:" + agent);
        }
        options.addAll(more);
        return options;
    }
}
