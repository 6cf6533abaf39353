package io.github.sqliteleak.judge;

import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The patterns of one suppressions file. */
public final class Suppressions {
    private final List<Suppression> patterns;

    private Suppressions(List<Suppression> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    public static Suppressions none() {
        return new Suppressions(List.of());
    }

    /**
     * Reads a pattern a line. Blank lines and lines that begin with {@code #} do not count.
     *
     * @param file its name, for messages
     */
    public static Suppressions parse(String file, List<String> lines) throws PatternException {
        List<Suppression> patterns = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            // Some Windows editors write a byte order mark.
            line = (i == 0 && line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                patterns.add(Suppression.parse(line, file + ':' + (i + 1)));
            }
        }
        return new Suppressions(patterns);
    }

    List<Suppression> patterns() {
        return patterns;
    }

    /** True when a pattern matches the connection. */
    public boolean matches(LeakedConnection connection) {
        if (patterns.isEmpty()) {
            return false;
        }
        LeakSite alone = Grouping.group(List.of(connection)).get(0);
        return find(pattern -> pattern.matches(alone, alone.parts().get(0))) != null;
    }

    /** The first pattern that does, null when none does. */
    @Nullable Suppression find(Predicate<Suppression> matching) {
        for (Suppression pattern : patterns) {
            if (matching.test(pattern)) {
                return pattern;
            }
        }
        return null;
    }
}
