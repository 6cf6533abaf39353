package io.github.sqliteleak.report.ci;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The module of a build that a source belongs to: what its folder {@code src} stands in. */
final class ModuleFolders {
    private ModuleFolders() {}

    /**
     * Of sources in several modules, the ones of the module that a class was loaded from; all of
     * them where that is not known.
     *
     * @param loadedFrom a folder or jar, such as {@code /build/module/target/classes}
     */
    static List<Path> ofOne(List<Path> sources, @Nullable String loadedFrom) {
        Path classes = sources.size() < 2 ? null : path(loadedFrom);
        if (classes == null) {
            return sources;
        }
        int deepest = 1;
        List<Path> deepestSources = new ArrayList<>();
        for (Path source : sources) {
            Path module = of(source);
            int depth = module != null && classes.startsWith(module) ? module.getNameCount() : 0;
            if (depth > deepest) {
                deepestSources.clear();
                deepest = depth;
            }
            if (depth == deepest) {
                deepestSources.add(source);
            }
        }
        return deepestSources.isEmpty() ? sources : deepestSources;
    }

    private static @Nullable Path of(Path source) {
        Path folder = source.getParent();
        while (folder != null && !folder.endsWith("src")) {
            folder = folder.getParent();
        }
        return folder == null ? null : folder.getParent();
    }

    private static @Nullable Path path(@Nullable String text) {
        try {
            return text == null ? null : Path.of(text).normalize();
        } catch (InvalidPathException e) {
            // Of another system.
            return null;
        }
    }
}
