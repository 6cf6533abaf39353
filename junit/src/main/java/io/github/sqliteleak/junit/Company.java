package io.github.sqliteleak.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What else can run beside a test, in the agent's terms. */
final class Company {
    static final int ALONE = 2;

    private static final String PARALLEL_TESTS = "junit.jupiter.execution.parallel.enabled";
    private static final int PARALLEL = 0;
    private static final int ALONE_IN_CLASS = 1;

    private Company() {}

    static int of(ExtensionContext context) {
        boolean parallel =
                context.getConfigurationParameter(PARALLEL_TESTS)
                        .map(Boolean::parseBoolean)
                        .orElse(false);
        if (!parallel) {
            return ALONE;
        }
        return context.getExecutionMode() == ExecutionMode.SAME_THREAD ? ALONE_IN_CLASS : PARALLEL;
    }
}
