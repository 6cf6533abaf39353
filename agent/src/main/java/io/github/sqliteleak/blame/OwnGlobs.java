package io.github.sqliteleak.blame;

import io.github.sqliteleak.glob.Glob;
import java.util.ArrayList;
import java.util.List;

/** Classes that are the user's because the user says so. */
record OwnGlobs(List<Glob> globs) {
    static OwnGlobs of(List<String> patterns) {
        List<Glob> globs = new ArrayList<>();
        // No lambda: this runs when the agent starts.
        for (String pattern : patterns) {
            globs.add(new Glob(pattern));
        }
        return new OwnGlobs(globs);
    }

    boolean include(String className) {
        for (Glob glob : globs) {
            if (glob.matches(className)) {
                return true;
            }
        }
        return false;
    }
}
