package io.github.sqliteleak.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM to measure in.
 *
 * @param java its launcher
 * @param classPath where the workloads are
 * @param agent the {@code -javaagent} option's value, null for a JVM without
 * @param folder where whatever it writes goes
 */
record Jvm(Path java, String classPath, @Nullable String agent, Path folder) {

    Jvm with(String otherAgent) {
        return new Jvm(java, classPath, otherAgent, folder);
    }

    /** The options of this JVM, without its class path. */
    List<String> options() {
        // sqlite-jdbc unpacks its native library there.
        String temporary = "-Djava.io.tmpdir=" + folder;
        return agent == null ? List.of(temporary) : List.of(temporary, "-javaagent:" + agent);
    }
}
