package io.github.sqliteleak.junit;

import org.junit.jupiter.api.extension.ExtensionContext;

/** What is told without failing a test: on standard error, and as an entry of the test's report. */
final class Notice {
    private static final String KEY = "sqlite-leak";

    private Notice() {}

    static void say(ExtensionContext context, String text) {
        System.err.println("sqlite-leak-junit: " + context.getDisplayName() + ": " + text);
        context.publishReportEntry(KEY, text);
    }
}
