package io.github.sqliteleak.registry;

import io.github.sqliteleak.glob.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * Globs on a database path or on {@code class#method} of an opening stack. {@code *} stands for any
 * run of characters, {@code ?} for one; a pattern matches the whole of a path or frame.
 */
public final class Exclusions {
    private final List<Glob> patterns;

    public Exclusions(List<String> patterns) {
        this.patterns = globs(patterns);
    }

    private static List<Glob> globs(List<String> patterns) {
        List<Glob> globs = new ArrayList<>(patterns.size());
        for (String pattern : patterns) {
            globs.add(new Glob(pattern));
        }
        return globs;
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean match(TrackedConnection connection) {
        DatabaseFile database = DatabaseFile.of(connection.file(), connection.flags());
        List<StackTraceElement> stack = connection.opening().frames();
        for (Glob pattern : patterns) {
            if (pattern.pattern().indexOf('#') >= 0
                    ? matchesFrame(pattern, stack)
                    : matches(pattern, database)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Glob pattern, DatabaseFile database) {
        return pattern.matches(database.display()) || pattern.matches(database.given());
    }

    private static boolean matchesFrame(Glob pattern, List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            if (pattern.matches(frame.getClassName() + '#' + frame.getMethodName())) {
                return true;
            }
        }
        return false;
    }
}
