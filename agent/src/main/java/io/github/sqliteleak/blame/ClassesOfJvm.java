package io.github.sqliteleak.blame;

import org.jspecify.annotations.Nullable;

/** The classes that there are. */
public interface ClassesOfJvm {
    Class<?>[] loaded();

    /**
     * The file of a class that no loader has one of, since it was made while the JVM ran; null when
     * it cannot be had.
     */
    default byte @Nullable [] file(Class<?> type) {
        return null;
    }
}
