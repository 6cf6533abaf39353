package io.github.sqliteleak.cli;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files below a folder are meant, name by name on the way to them, so that a search looks
 * only where some can be. What a name on the way may match is a set of parts. A folder that a glob
 * matches brings all reports below it.
 */
final class ReportPattern {
    private static final String SUFFIX = ".json";
    private static final String REPORT = "leaks-*" + SUFFIX;
    private static final String ANY_FOLDERS = "**";

    private static final Pattern REPORT_NAME =
            Pattern.compile("leaks-\\d+-\\d+-\\w+(\\.started)?\\.json");

    private static final Pattern SLASH_IN_GROUP = Pattern.compile("\\{([^{}]*/[^{}]*)}");
    private static final Pattern STARS_IN_NAME =
            Pattern.compile("(?<=[^/*])\\*{2,}|\\*{2,}(?=[^/*])|\\*{3,}");

    private final List<Part> parts = new ArrayList<>();
    private final BitSet start = new BitSet();
    private final int folder;

    /**
     * What stands between two slashes.
     *
     * @param names null for any number of folders
     * @param next the part that goes on below a folder that this one matches
     */
    private record Part(String glob, @Nullable PathMatcher names, int next) {
        boolean matches(Path name) {
            return names != null && names.matches(name);
        }
    }

    private ReportPattern(List<String> globs) {
        List<List<String>> ways = new ArrayList<>();
        for (String glob : globs) {
            ways.add(split(glob));
        }
        folder = ways.stream().mapToInt(List::size).sum();
        for (List<String> way : ways) {
            start.set(way.isEmpty() ? folder : parts.size());
            for (int i = 1; i <= way.size(); i++) {
                add(way.get(i - 1), i == way.size() ? folder : parts.size() + 1);
            }
        }
        add(ANY_FOLDERS, folder + 1);
        add(REPORT, folder + 1);
        passEmpty(start);
    }

    /** Whether it is one that the agent gives to reports and markers. */
    static boolean isReportName(Path name) {
        return REPORT_NAME.matcher(name.toString()).matches();
    }

    /** All reports below a folder, by their names. */
    static ReportPattern anywhere() {
        return new ReportPattern(List.of(""));
    }

    /** Java's globs, in which {@code **} stands for no folder, too. */
    static ReportPattern glob(String glob) {
        return new ReportPattern(alternatives(glob));
    }

    /** What the names in the folder may match in which the search begins. */
    BitSet start() {
        return start;
    }

    /** Whether a file is meant, in a folder whose names may match these parts. */
    boolean matchesFile(BitSet within, Path name) {
        return within.stream()
                .mapToObj(parts::get)
                .anyMatch(
                        part ->
                                part.next() >= folder
                                        && name.toString().endsWith(SUFFIX)
                                        && part.matches(name));
    }

    /** What the names in a folder may match, which is empty where there is nothing to look for. */
    BitSet below(BitSet within, Path name) {
        BitSet below = new BitSet();
        within.stream()
                .filter(part -> part <= folder)
                .forEach(
                        part -> {
                            if (parts.get(part).names() == null) {
                                below.set(part);
                            } else if (parts.get(part).matches(name)) {
                                below.set(parts.get(part).next());
                            }
                        });
        passEmpty(below);
        return below;
    }

    /** Whether the name is meant itself, and not just any name in this place. */
    boolean means(BitSet within, Path name) {
        return matchesFile(within, name)
                || within.stream()
                        .mapToObj(parts::get)
                        .anyMatch(part -> !part.glob().equals("*") && part.matches(name));
    }

    private void add(String glob, int next) {
        PathMatcher names =
                glob.equals(ANY_FOLDERS)
                        ? null
                        : FileSystems.getDefault().getPathMatcher("glob:" + glob);
        parts.add(new Part(glob, names, next));
    }

    /** Any number of folders is none, too. */
    private void passEmpty(BitSet within) {
        for (int part = within.nextSetBit(0); part >= 0; part = within.nextSetBit(part + 1)) {
            if (parts.get(part).names() == null) {
                within.set(parts.get(part).next());
            }
        }
    }

    private static List<String> split(String glob) {
        List<String> names = new ArrayList<>();
        for (String name : glob.split("/", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        if (!names.isEmpty() && names.get(names.size() - 1).equals(ANY_FOLDERS)) {
            names.add("*");
        }
        return names;
    }

    /** The globs that together match the same, with a slash or two stars only between names. */
    private static List<String> alternatives(String glob) {
        List<String> alternatives = new ArrayList<>();
        Matcher group = SLASH_IN_GROUP.matcher(glob);
        Matcher stars = STARS_IN_NAME.matcher(glob);
        if (group.find()) {
            for (String choice : group.group(1).split(",", -1)) {
                alternatives.addAll(alternatives(replace(glob, group, choice)));
            }
        } else if (stars.find()) {
            alternatives.addAll(alternatives(replace(glob, stars, "*")));
            alternatives.addAll(alternatives(replace(glob, stars, "*/**/*")));
        } else {
            alternatives.add(glob);
        }
        return alternatives;
    }

    private static String replace(String glob, Matcher found, String by) {
        return glob.substring(0, found.start()) + by + glob.substring(found.end());
    }
}
