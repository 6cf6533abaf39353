package io.github.sqliteleak.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
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
    private final List<String> problems = new ArrayList<>();
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
                List.copyOf(finder.reports),
                List.copyOf(finder.markers),
                List.copyOf(finder.allMarkers),
                List.copyOf(finder.problems),
                List.copyOf(finder.empty));
    }

    private void add(String path) {
        int glob = firstGlobCharacter(path);
        boolean literal = glob < 0 || Files.exists(terminal.resolve(path));
        if (!literal) {
            addGlob(path, glob);
            return;
        }
        Path file = terminal.resolve(path);
        if (Files.isDirectory(file)) {
            addFolder(path, file);
        } else if (Files.exists(file)) {
            addFile(file);
        } else {
            problems.add(path + ": no such file or folder");
        }
    }

    private void addFolder(String path, Path folder) {
        boolean reached = false;
        int before = problems.size();
        for (Path file : filesBelow(folder)) {
            String name = file.getFileName().toString();
            if (name.startsWith("leaks-") && name.endsWith(REPORT)) {
                addFile(file);
                reached = true;
            }
        }
        if (!reached && problems.size() == before) {
            empty.add(path);
        }
    }

    private void addGlob(String path, int glob) {
        int slash = path.replace('\\', '/').lastIndexOf('/', glob);
        Path base = terminal.resolve(path.substring(0, slash + 1));
        PathMatcher matcher = matcher(path.substring(slash + 1));
        boolean reached = false;
        for (Path file : Files.exists(base) ? filesBelow(base) : List.<Path>of()) {
            Path relative = base.relativize(file);
            Path folder = relative.getParent();
            String name = file.getFileName().toString();
            boolean inFolder = folder != null && matches(matcher, folder);
            if (name.endsWith(REPORT)
                    && (matcher.matches(relative) || (inFolder && name.startsWith("leaks-")))) {
                addFile(file);
                // It may have been there: an earlier path reaches it, too.
                reached |= reports.contains(file) || markers.contains(file);
            }
        }
        if (!reached) {
            problems.add(path + ": matches no report");
        }
    }

    /** Unlike Java's own, a leading {@code **}{@code /} stands for no folder, too. */
    private static PathMatcher matcher(String glob) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        if (!glob.startsWith("**/")) {
            return matcher;
        }
        PathMatcher here = matcher(glob.substring("**/".length()));
        return path -> matcher.matches(path) || here.matches(path);
    }

    /** A folder that matches brings all that is below it. */
    private static boolean matches(PathMatcher matcher, Path folder) {
        for (Path part = folder; part != null; part = part.getParent()) {
            if (matcher.matches(part)) {
                return true;
            }
        }
        return false;
    }

    private void addFile(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(MARKER)) {
            reports.add(file);
            return;
        }
        allMarkers.add(file);
        if (!Files.exists(reportOf(file))) {
            markers.add(file);
        }
    }

    /** Where the report of a marker's JVM is, or is going to be. */
    static Path reportOf(Path marker) {
        String name = marker.getFileName().toString();
        return marker.resolveSibling(name.substring(0, name.length() - MARKER.length()) + REPORT);
    }

    /** All files, though a folder among them cannot be read. A link as the start is followed. */
    private List<Path> filesBelow(Path folder) {
        List<Path> files = new ArrayList<>();
        try {
            Path start = folder.toRealPath();
            Files.walkFileTree(
                    start,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                            if (facts.isRegularFile()) {
                                files.add(folder.resolve(start.relativize(file)));
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            addUnreadable(folder.resolve(start.relativize(file)), e);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            addUnreadable(folder, e);
        }
        return files;
    }

    private void addUnreadable(Path file, IOException e) {
        problems.add(terminal.display(file) + ": " + ReportLoader.reason(e));
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
