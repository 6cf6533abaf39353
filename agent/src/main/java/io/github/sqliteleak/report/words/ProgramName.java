package io.github.sqliteleak.report.words;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM ran, as people call it. */
public final class ProgramName {
    /** Surefire and Failsafe name the jar they start a test JVM with by time and number. */
    private static final Pattern TEST_JVM =
            Pattern.compile(
                    "(?:.*[/\\\\])?([^/\\\\]+)[/\\\\][^/\\\\]+[/\\\\]surefire[/\\\\]surefirebooter.*\\.jar");

    private ProgramName() {}

    /**
     * {@code tests of orders} for {@code …/orders/target/surefire/surefirebooter….jar}; others as
     * they are.
     */
    public static String of(String main) {
        Matcher matcher = TEST_JVM.matcher(main);
        return matcher.matches() ? "tests of " + matcher.group(1) : main;
    }
}
