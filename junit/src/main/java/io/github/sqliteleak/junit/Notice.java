package io.github.sqliteleak.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** Where what is told without failing a test goes: to standard error in any case. */
@FunctionalInterface
interface Notice {
    void say(String text);

    /** Also as an entry of the test's report. */
    static Notice to(ExtensionContext context) {
        return text -> {
            System.err.println("sqlite-leak-junit: " + context.getDisplayName() + ": " + text);
            context.publishReportEntry("sqlite-leak", text);
        };
    }

    /** Outside of tests, about a class. */
    static Notice about(Class<?> type) {
        return text -> System.err.println("sqlite-leak-junit: " + type.getName() + ": " + text);
    }
}
