package io.github.sqliteleak.junit;

import java.lang.reflect.AnnotatedElement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Attaches the agent before this module's own databases load the driver, in whatever order the
 * annotations stand: of a driver that was loaded before, less is seen.
 */
final class EarlyAttachment {
    /** Whether the class, a method of it or a class in it needs the agent. */
    private static final ClassValue<Boolean> NEEDED =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return needsAgent(type)
                            || !ReflectionSupport.findMethods(
                                            type,
                                            EarlyAttachment::needsAgent,
                                            HierarchyTraversalMode.TOP_DOWN)
                                    .isEmpty()
                            || ReflectionSupport.findNestedClasses(type, EarlyAttachment::isNested)
                                    .stream()
                                    .anyMatch(NEEDED::get);
                }
            };

    private EarlyAttachment() {}

    /** Call before a database is made for a test of this context. */
    static void beforeDatabase(ExtensionContext context) {
        for (Class<?> type = context.getTestClass().orElse(null);
                type != null;
                type = type.getEnclosingClass()) {
            if (NEEDED.get(type)) {
                Agent.prepare(context);
                return;
            }
        }
    }

    private static boolean isNested(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, Nested.class);
    }

    private static boolean needsAgent(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, ExtendWith.class).stream()
                .flatMap(extensions -> Stream.of(extensions.value()))
                .anyMatch(ScopedTests.class::isAssignableFrom);
    }
}
