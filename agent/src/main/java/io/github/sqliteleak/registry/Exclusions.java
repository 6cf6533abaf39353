package io.github.sqliteleak.registry;

import java.util.List;

/**
 * Globs on a database path or on {@code class#method} of an opening stack. {@code *} stands for any
 * run of characters, {@code ?} for one; a pattern matches the whole of a path or frame.
 */
public final class Exclusions {
    private final List<String> patterns;

    public Exclusions(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean match(TrackedConnection connection) {
        DatabaseFile database = DatabaseFile.of(connection.file(), connection.flags());
        StackTraceElement[] stack = connection.opening().getStackTrace();
        for (String pattern : patterns) {
            if (pattern.indexOf('#') >= 0
                    ? matchesFrame(pattern, stack)
                    : matches(pattern, database)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, DatabaseFile database) {
        return Glob.matches(pattern, database.display()) || Glob.matches(pattern, database.given());
    }

    private static boolean matchesFrame(String pattern, StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (Glob.matches(pattern, frame.getClassName() + '#' + frame.getMethodName())) {
                return true;
            }
        }
        return false;
    }
}
