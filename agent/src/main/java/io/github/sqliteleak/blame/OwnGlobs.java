package io.github.sqliteleak.blame;

import io.github.sqliteleak.glob.Glob;
import java.util.List;

/** Classes that are the user's because the user says so. */
record OwnGlobs(List<Glob> globs) {
    boolean include(String className) {
        for (Glob glob : globs) {
            if (glob.matches(className)) {
                return true;
            }
        }
        return false;
    }
}
