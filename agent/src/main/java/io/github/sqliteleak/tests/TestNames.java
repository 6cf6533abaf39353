package io.github.sqliteleak.tests;

import io.github.sqliteleak.secrets.FreeText;
import org.jspecify.annotations.Nullable;

/**
 * Names of tests as they stand in reports. Knows no type of JUnit's, and is public: the listener
 * may have another class loader.
 */
public final class TestNames {
    private TestNames() {}

    /**
     * {@code com.example.RepoTest#loads()}, with what distinguishes invocations, as in {@code
     * #loads(int)[2]}. Methods that are named by a machine give way to the display name.
     *
     * @param className null when the test is in no class
     * @param methodName null when the test is no method
     * @param reportingName what the engine calls it in reports
     */
    public static TestName test(
            @Nullable String className,
            @Nullable String methodName,
            String reportingName,
            String displayName) {
        String text = reportingName;
        if (methodName != null && reportingName.startsWith(methodName)) {
            String rest = reportingName.substring(methodName.length());
            text = methodName + (rest.startsWith("(") ? "" : "()") + rest;
        }
        boolean same = displayName.equals(text) || displayName.equals(reportingName);
        // A test may be named by its arguments.
        String shown = FreeText.ofName(text);
        return new TestName(
                className == null ? shown : className + '#' + shown,
                same ? null : FreeText.ofName(displayName));
    }

    /** A class or another container. */
    public static TestName container(@Nullable String className, String displayName) {
        if (className == null) {
            return new TestName(FreeText.ofName(displayName), null);
        }
        String simpleName =
                className.substring(
                        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        return new TestName(
                className, displayName.equals(simpleName) ? null : FreeText.ofName(displayName));
    }
}
