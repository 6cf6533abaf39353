package io.github.sqliteleak.maven;

import org.jspecify.annotations.Nullable;

/** The property by which a test plugin gets JVM arguments. */
final class AgentProperty {
    static final String SUREFIRE = "argLine";
    static final String TYCHO = "tycho.testArgLine";

    private AgentProperty() {}

    static String name(@Nullable String configured, String packaging) {
        if (configured != null && !configured.isBlank()) {
            return configured;
        }
        return packaging.equals("eclipse-test-plugin") ? TYCHO : SUREFIRE;
    }
}
