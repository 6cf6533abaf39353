package io.github.sqliteleak.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The savepoints that are open in a transaction, by their names in any case. */
public final class Savepoints {
    private @Nullable List<String> names;

    Savepoints() {}

    public void add(String name) {
        if (names == null) {
            names = new ArrayList<>();
        }
        names.add(name.toLowerCase(Locale.ROOT));
    }

    /** Takes the savepoint and all above it away; false when there is none of this name. */
    boolean release(String name) {
        int at = indexOf(name);
        if (names == null || at < 0) {
            return false;
        }
        names.subList(at, names.size()).clear();
        return true;
    }

    /** Takes all above the savepoint away. */
    public void rollbackTo(String name) {
        int at = indexOf(name);
        if (names != null && at >= 0) {
            names.subList(at + 1, names.size()).clear();
        }
    }

    boolean areNone() {
        return names == null || names.isEmpty();
    }

    private int indexOf(String name) {
        return names == null ? -1 : names.lastIndexOf(name.toLowerCase(Locale.ROOT));
    }
}
