package io.github.sqliteleak.junit;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which test class of this JVM opened which file first. */
final class SharedFiles {
    private final Map<Path, Class<?>> first = new ConcurrentHashMap<>();

    /** The name of the class, when it is another one; else null. */
    @Nullable String firstOf(OpenedConnection connection, Class<?> testClass) {
        Path file = connection.file();
        if (file == null) {
            return null;
        }
        Class<?> other = first.putIfAbsent(file, testClass);
        return other == null || other == testClass ? null : other.getName();
    }
}
