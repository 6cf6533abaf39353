package io.github.sqliteleak.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/** Finds the files that the agent wrote: by name in folders, whatever their name when given. */
final class ReportFinder {
    private static final String REPORT = ".json";
    private static final String MARKER = ".started.json";

    private final Terminal terminal;
    private final SortedSet<Path> reports = new TreeSet<>();
    private final SortedSet<Path> markers = new TreeSet<>();
    private final SortedSet<Path> allMarkers = new TreeSet<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final List<String> empty = new ArrayList<>();

    private ReportFinder(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is at these paths: files, folders, or globs. */
    static FoundFiles find(Terminal terminal, List<String> paths) throws WrongUseException {
        ReportFinder finder = new ReportFinder(terminal);
        for (String path : paths) {
            try {
                finder.add(path);
            } catch (InvalidPathException | PatternSyntaxException e) {
                throw new WrongUseException("\"" + path + "\" is no path: " + e.getMessage());
            }
        }
        return new FoundFiles(
                FileIdentity.distinct(finder.reports),
                FileIdentity.distinct(finder.markers),
                FileIdentity.distinct(finder.allMarkers),
                List.copyOf(finder.problems),
                List.copyOf(finder.empty));
    }

    private void add(String path) {
        int glob = firstGlobCharacter(path);
        if (glob >= 0 && !exists(path)) {
            addGlob(path, glob);
            return;
        }
        Path file = terminal.resolve(path);
        if (Files.isDirectory(file)) {
            if (!search(ReportPattern.anywhere(), file)) {
                empty.add(path);
            }
        } else if (Files.exists(file)) {
            addFile(file);
        } else {
            problems.add(path + ": no such file or folder");
        }
    }

    /** Windows has no paths with such characters. */
    private boolean exists(String path) {
        try {
            return Files.exists(terminal.resolve(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void addGlob(String path, int glob) {
        int slash = path.replace('\\', '/').lastIndexOf('/', glob);
        Path base = terminal.resolve(path.substring(0, slash + 1));
        ReportPattern pattern = ReportPattern.glob(path.substring(slash + 1));
        if (!Files.isDirectory(base) || !search(pattern, base)) {
            problems.add(path + ": matches no report");
        }
    }

    /** Whether there was anything, were it only in the way; an earlier path may have reached it. */
    private boolean search(ReportPattern pattern, Path folder) {
        List<Path> found = new ArrayList<>();
        List<String> trouble = new ArrayList<>();
        new ReportSearch(
                        pattern,
                        found::add,
                        (file, reason) -> trouble.add(terminal.display(file) + ": " + reason))
                .run(folder);
        found.forEach(this::addFile);
        problems.addAll(trouble);
        return !found.isEmpty() || !trouble.isEmpty();
    }

    private void addFile(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(MARKER)) {
            reports.add(file);
            return;
        }
        allMarkers.add(file);
        if (!Files.isRegularFile(reportOf(file))) {
            markers.add(file);
        }
    }

    /** Where the report of a marker's JVM is, or is going to be. */
    static Path reportOf(Path marker) {
        String name = marker.getFileName().toString();
        return marker.resolveSibling(name.substring(0, name.length() - MARKER.length()) + REPORT);
    }

    private static int firstGlobCharacter(String path) {
        for (int i = 0; i < path.length(); i++) {
            if ("*?[{".indexOf(path.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
