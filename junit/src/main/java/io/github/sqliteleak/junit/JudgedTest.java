package io.github.sqliteleak.junit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test, or a class with what belongs to it, as the agent knows it.
 *
 * @param name in reports, as in {@code com.example.RepoTest#loads(int)[2]}
 * @param opener as in {@code opened by this test was left open}
 * @param methodName null for a class
 */
record JudgedTest(String name, String opener, String className, @Nullable String methodName) {
    /** The opener of what belongs to one test. */
    static final String TEST = "this test";

    /** The segments of a unique id that tell invocations of one method apart. */
    private static final Pattern INVOCATION =
            Pattern.compile(
                    "\\[(?:class-template-invocation|test-template-invocation|dynamic-test|dynamic-container):#(\\d+)]");

    /** The class of a test of any kind. */
    static Class<?> classOf(ExtensionContext context) {
        // The context of a dynamic test has none in older versions; those around it have.
        Class<?> type = nearest(context, ExtensionContext::getTestClass);
        if (type == null) {
            throw new IllegalStateException("no test class around " + context.getUniqueId());
        }
        return type;
    }

    static JudgedTest of(ExtensionContext context) {
        Class<?> type = classOf(context);
        Method method = nearest(context, ExtensionContext::getTestMethod);
        if (method == null) {
            String opener = "class " + type.getName() + " for all of its tests";
            return new JudgedTest(type.getName(), opener, type.getName(), null);
        }
        String parameters =
                Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
        StringBuilder name = new StringBuilder(type.getName());
        name.append('#').append(method.getName()).append(parameters);
        Matcher invocation = INVOCATION.matcher(context.getUniqueId());
        while (invocation.find()) {
            name.append('[').append(invocation.group(1)).append(']');
        }
        return new JudgedTest(name.toString(), TEST, type.getName(), method.getName());
    }

    private static <T> @Nullable T nearest(
            ExtensionContext context, Function<ExtensionContext, Optional<T>> part) {
        Optional<ExtensionContext> at = Optional.of(context);
        while (at.isPresent()) {
            Optional<T> found = part.apply(at.get());
            if (found.isPresent()) {
                return found.get();
            }
            at = at.get().getParent();
        }
        return null;
    }
}
