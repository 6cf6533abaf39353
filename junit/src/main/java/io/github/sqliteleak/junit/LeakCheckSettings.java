package io.github.sqliteleak.junit;

import io.github.sqliteleak.junit.SqliteLeakCheck.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a leak check does with a connection that was left open.
 *
 * @param origin where the patterns come from, for the agent's messages; empty for an annotation
 */
record LeakCheckSettings(Policy policy, List<String> ignore, String origin) {
    static final LeakCheckSettings DEFAULTS = new LeakCheckSettings(Policy.FAIL, List.of(), "");

    private static final Pattern SEPARATOR = Pattern.compile("[;\\r\\n]");

    /** Of the annotation on the test method, else on the nearest class around it. */
    static Optional<LeakCheckSettings> ofAnnotation(ExtensionContext context) {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            Optional<SqliteLeakCheck> check =
                    at.get()
                            .getElement()
                            .flatMap(
                                    element ->
                                            AnnotationSupport.findAnnotation(
                                                    element, SqliteLeakCheck.class));
            if (check.isPresent()) {
                return check.map(
                        found ->
                                new LeakCheckSettings(found.policy(), List.of(found.ignore()), ""));
            }
            at = at.get().getParent();
        }
        return Optional.empty();
    }

    /**
     * By configuration parameters.
     *
     * @param policy null or {@code false} for none; {@code true} for a test that fails
     * @param ignore patterns, separated by semicolons; null for none
     * @throws JUnitException when the policy is none that is known
     */
    static Optional<LeakCheckSettings> ofParameters(
            @Nullable String policy, @Nullable String ignore) {
        String value = policy == null ? "false" : policy.strip().toLowerCase(Locale.ROOT);
        if (value.equals("false")) {
            return Optional.empty();
        }
        List<String> patterns =
                ignore == null
                        ? List.of()
                        : SEPARATOR
                                .splitAsStream(ignore)
                                .map(String::strip)
                                .filter(pattern -> !pattern.isEmpty())
                                .toList();
        return Optional.of(
                new LeakCheckSettings(
                        switch (value) {
                            case "true", "fail" -> Policy.FAIL;
                            case "warn" -> Policy.WARN;
                            case "close" -> Policy.CLOSE;
                            default ->
                                    throw new JUnitException(
                                            SqliteLeakCheckExtension.PARAMETER
                                                    + "="
                                                    + policy
                                                    + " is not known; allowed: true, fail, warn,"
                                                    + " close, false");
                        },
                        patterns,
                        SqliteLeakCheckExtension.IGNORE));
    }
}
