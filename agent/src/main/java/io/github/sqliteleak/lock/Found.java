package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.DatabaseFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look for holders has found.
 *
 * @param database that is waited for; null when it is one of several, and which is not known
 * @param holds empty when nobody is known
 */
record Found(@Nullable DatabaseFile database, List<Hold> holds) {
    static final Found NOTHING = new Found(null, List.of());
}
