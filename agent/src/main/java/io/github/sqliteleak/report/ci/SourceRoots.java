package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.StackFrame;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the source file of a stack frame, for formats that point into the repository. */
public final class SourceRoots {
    private static final int MODULE_DEPTH = 2;
    private static final List<String> LANGUAGES = List.of("java", "kotlin", "groovy", "scala");

    private final Path workingDirectory;
    private final List<Path> roots;
    private final Map<String, List<Path>> known = new HashMap<>();

    private SourceRoots(Path workingDirectory, List<Path> roots) {
        this.workingDirectory = workingDirectory;
        this.roots = roots;
    }

    /** These folders, relative ones below the working directory. */
    public static SourceRoots of(Path workingDirectory, List<Path> roots) {
        List<Path> absolute = new ArrayList<>();
        for (Path root : roots) {
            absolute.add(workingDirectory.resolve(root).normalize());
        }
        return new SourceRoots(workingDirectory.normalize(), absolute);
    }

    /**
     * The folders {@code src/NAME/LANGUAGE} of the working directory and of modules up to two
     * folders below it. What cannot be read is passed over.
     */
    public static SourceRoots find(Path workingDirectory) {
        List<Path> roots = new ArrayList<>();
        collect(workingDirectory, MODULE_DEPTH, roots);
        return of(workingDirectory, roots);
    }

    private static void collect(Path folder, int depth, List<Path> roots) {
        for (Path child : folders(folder)) {
            if (child.endsWith("src")) {
                for (Path set : folders(child)) {
                    for (String language : LANGUAGES) {
                        Path root = set.resolve(language);
                        if (Files.isDirectory(root)) {
                            roots.add(root);
                        }
                    }
                }
            } else if (depth > 0 && !child.getFileName().toString().startsWith(".")) {
                collect(child, depth - 1, roots);
            }
        }
    }

    private static List<Path> folders(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /**
     * The site; where its source is not here, the first frame below it whose source is, else a
     * guess. Where several roots have it, the first one, with the {@linkplain SourceLocation#others
     * others}.
     */
    SourceLocation locate(LeakSite group) {
        String site = group.site().line();
        List<String> frames = new ArrayList<>(group.openStack());
        if (site != null) {
            frames = frames.subList(Math.max(frames.indexOf(site), 0), frames.size());
            frames.add(0, site);
        }
        for (String frame : frames) {
            SourceLocation location = find(group, frame);
            if (location != null) {
                return location;
            }
        }
        return guess(frames.isEmpty() ? "" : frames.get(0));
    }

    /** Where the frame's source is, or what its class's name says of that. */
    SourceLocation locate(@Nullable String frame) {
        SourceLocation location = find(frame);
        return location == null ? guess(frame == null ? "" : frame) : location;
    }

    private static SourceLocation guess(String frame) {
        StackFrame guess = StackFrame.parse(frame);
        String path = relativePath(guess);
        return path == null
                ? SourceLocation.UNKNOWN
                : new SourceLocation(path, Math.max(guess.line(), 1), false);
    }

    /** Where the source of a frame on the stack of this group is, null when it is not here. */
    @Nullable SourceLocation find(LeakSite group, @Nullable String frame) {
        String site = group.site().line();
        boolean same = frame != null && site != null && source(frame).equals(source(site));
        return find(frame, same ? group.site().loadedFrom() : null);
    }

    private static String source(String frame) {
        return String.valueOf(relativePath(StackFrame.parse(frame)));
    }

    /** Where the frame's source is, null when it is not below the roots. */
    @Nullable SourceLocation find(@Nullable String frame) {
        return find(frame, null);
    }

    private @Nullable SourceLocation find(@Nullable String frame, @Nullable String loadedFrom) {
        if (frame == null) {
            return null;
        }
        StackFrame parsed = StackFrame.parse(frame);
        String path = relativePath(parsed);
        if (path == null) {
            return null;
        }
        List<Path> found = known.computeIfAbsent(path, this::search);
        List<String> files =
                ModuleFolders.ofOne(found, loadedFrom).stream().map(this::display).toList();
        return files.isEmpty()
                ? null
                : new SourceLocation(
                        files.get(0),
                        Math.max(parsed.line(), 1),
                        true,
                        files.subList(1, files.size()));
    }

    /** Each file once, whatever links lead to it. */
    private List<Path> search(String path) {
        Map<Path, Path> files = new LinkedHashMap<>();
        for (Path root : roots) {
            try {
                Path file = root.resolve(path).normalize();
                if (file.startsWith(root) && Files.isRegularFile(file)) {
                    files.putIfAbsent(file.toRealPath(), file);
                }
            } catch (InvalidPathException | IOException e) {
                // No such file on this system, or none that can be read.
            }
        }
        return List.copyOf(files.values());
    }

    private String display(Path file) {
        Path shown = file.startsWith(workingDirectory) ? workingDirectory.relativize(file) : file;
        String text = shown.toString().replace(File.separatorChar, '/');
        return shown.isAbsolute() && !text.startsWith("/") ? '/' + text : text;
    }

    /** Package and file name, null when the frame does not name the file. */
    private static @Nullable String relativePath(StackFrame frame) {
        if (frame.file() == null) {
            return null;
        }
        int dot = frame.className().lastIndexOf('.');
        String folder = dot < 0 ? "" : frame.className().substring(0, dot + 1).replace('.', '/');
        return folder + frame.file();
    }
}
