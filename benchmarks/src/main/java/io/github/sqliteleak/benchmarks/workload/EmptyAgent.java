package io.github.sqliteleak.benchmarks.workload;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** The least that an agent can be. */
public final class EmptyAgent {
    private EmptyAgent() {}

    /** Does nothing. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {}
}
