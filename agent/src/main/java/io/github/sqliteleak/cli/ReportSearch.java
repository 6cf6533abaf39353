package io.github.sqliteleak.cli;

import io.github.sqliteleak.files.PlainFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks for files below a folder. Links are followed, folders before links: a folder is looked into
 * once for each part of the pattern that it is reached at, so that a loop of links ends and a
 * thicket of them costs no more than its folders.
 */
final class ReportSearch {
    private final ReportPattern pattern;
    private final Consumer<Path> found;
    private final BiConsumer<Path, String> trouble;
    private final Deque<Place> folders = new ArrayDeque<>();
    private final Deque<Place> links = new ArrayDeque<>();
    private final Map<Object, BitSet> seen = new HashMap<>();

    /** A folder, and the parts of the pattern that what is in it may match. */
    private record Place(Path folder, Object identity, BitSet parts) {}

    /**
     * A search that reports each file found and each folder that it cannot look into.
     *
     * @param found may be given a file by several names
     */
    ReportSearch(ReportPattern pattern, Consumer<Path> found, BiConsumer<Path, String> trouble) {
        this.pattern = pattern;
        this.found = found;
        this.trouble = trouble;
    }

    void run(Path base) {
        try {
            BasicFileAttributes facts = Files.readAttributes(base, BasicFileAttributes.class);
            folders.add(new Place(base, FileIdentity.ofFolder(base, facts), pattern.start()));
        } catch (IOException e) {
            trouble.accept(base, ReportLoader.reason(e));
        }
        while (!folders.isEmpty() || !links.isEmpty()) {
            look(folders.isEmpty() ? links.remove() : folders.remove());
        }
    }

    private void look(Place place) {
        BitSet known = seen.computeIfAbsent(place.identity(), folder -> new BitSet());
        BitSet parts = (BitSet) place.parts().clone();
        parts.andNot(known);
        if (parts.isEmpty()) {
            return;
        }
        known.or(parts);
        for (Path child : children(place.folder())) {
            look(child, parts);
        }
    }

    private void look(Path child, BitSet parts) {
        Path name = child.getFileName();
        boolean link = Files.isSymbolicLink(child);
        try {
            BasicFileAttributes facts = Files.readAttributes(child, BasicFileAttributes.class);
            if (pattern.matchesFile(parts, name)) {
                take(child, facts);
            }
            BitSet below = facts.isDirectory() ? pattern.below(parts, name) : new BitSet();
            if (!below.isEmpty()) {
                Place place = new Place(child, FileIdentity.ofFolder(child, facts), below);
                (link ? links : folders).add(place);
            }
        } catch (AccessDeniedException e) {
            trouble.accept(child, ReportLoader.reason(e));
        } catch (IOException e) {
            // Gone since, or a link to nothing, of which editors and package managers leave many.
            if (link && pattern.means(parts, name)) {
                trouble.accept(child, "a link that leads nowhere");
            }
        }
    }

    /** A folder may have any name but that of a report, which would stand for one. */
    private void take(Path child, BasicFileAttributes facts) {
        String reason = PlainFile.whyNot(child, facts);
        if (reason == null) {
            found.accept(child);
        } else if (!facts.isDirectory() || ReportPattern.isReportName(child.getFileName())) {
            trouble.accept(child, reason);
        }
    }

    /** In the order of their names, so that the same name of a file is found each time. */
    private List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            trouble.accept(folder, ReportLoader.reason(e));
        } catch (UncheckedIOException e) {
            trouble.accept(folder, String.valueOf(e.getMessage()));
        }
        return List.of();
    }
}
