package io.github.sqliteleak.junit;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Parameter;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/**
 * Databases of classes whose application context Spring keeps for later classes, with its pools:
 * they live until the JVM ends. Such a context belongs to where its settings are written, so its
 * database does, too: classes that inherit a static field find the one that is there.
 */
final class ContextCache {
    private static final Namespace NAMESPACE = Namespace.create(ContextCache.class);
    private static final String SPRING =
            "org.springframework.test.context.junit.jupiter.SpringExtension";
    private static final Map<Class<?>, ContextCache> BY_DECLARING_CLASS = new ConcurrentHashMap<>();

    private static final ClassValue<Boolean> IN_USE =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return isSpring(type)
                            || (type.getEnclosingClass() != null
                                    && IN_USE.get(type.getEnclosingClass()));
                }
            };

    private final OwnDatabases databases;
    private volatile boolean failed;

    private ContextCache(Class<?> declaring) {
        databases = new OwnDatabases(declaring, Notice.about(declaring));
    }

    /**
     * Those of the class in which the place is written.
     *
     * @return null when the place is one of a test, or Spring has no part in the class
     */
    static @Nullable ContextCache of(AnnotatedElement place, ExtensionContext context) {
        if (context.getTestMethod().isPresent() || !IN_USE.get(context.getRequiredTestClass())) {
            return null;
        }
        ContextCache cache =
                BY_DECLARING_CLASS.computeIfAbsent(declaring(place), ContextCache::atWork);
        context.getStore(NAMESPACE).put(context.getUniqueId(), new End(cache, context));
        return cache;
    }

    LiveDatabase get(DatabaseSpec spec) throws Exception {
        return databases.get(spec);
    }

    private static ContextCache atWork(Class<?> declaring) {
        ContextCache cache = new ContextCache(declaring);
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(cache::end, "sqlite-leak-junit-context-cache"));
        } catch (IllegalStateException e) {
            // The end has begun: this test is not going to run for long.
        }
        return cache;
    }

    /** What Spring still has open is deleted when its own hook has closed it. */
    private void end() {
        try {
            databases.endOfAll(() -> failed);
        } catch (SQLException | IOException | AssertionFailedError e) {
            System.err.println("sqlite-leak-junit: " + e.getMessage());
        }
    }

    private static boolean isSpring(Class<?> type) {
        return AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class).stream()
                .flatMap(extensions -> Stream.of(extensions.value()))
                .anyMatch(extension -> extension.getName().equals(SPRING));
    }

    private static Class<?> declaring(AnnotatedElement place) {
        if (place instanceof Field field) {
            return field.getDeclaringClass();
        }
        Executable method = ((Parameter) place).getDeclaringExecutable();
        return method.getDeclaringClass();
    }

    /** Of one class that used them. */
    private record End(ContextCache cache, ExtensionContext context)
            implements Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            if (FailedTests.isIn(context)) {
                cache.failed = true;
            }
        }
    }
}
