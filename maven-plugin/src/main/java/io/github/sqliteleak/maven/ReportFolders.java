package io.github.sqliteleak.maven;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The folders into which the agent writes, by the names that it gives its files. */
final class ReportFolders {
    private static final String FILES = "leaks-*.json";
    private static final LinkOption[] NOT_FOLLOWED = {LinkOption.NOFOLLOW_LINKS};

    private ReportFolders() {}

    /** Those in which there is a report or a marker, each once. */
    static List<Path> filled(List<Path> folders) throws IOException {
        Set<Path> filled = new LinkedHashSet<>();
        for (Path folder : folders) {
            if (!files(folder).isEmpty()) {
                filled.add(folder);
            }
        }
        return List.copyOf(filled);
    }

    /**
     * Takes away what is left of earlier builds: reports are added up, so a leak that has been
     * mended would go on failing the build. Markers go, too: their JVMs belong to that build.
     *
     * @param before milliseconds since 1970, the start of this build
     */
    static int clear(Path folder, long before) throws IOException {
        int deleted = 0;
        for (Path file : files(folder)) {
            if (written(file) < before) {
                Files.deleteIfExists(file);
                deleted++;
            }
        }
        return deleted;
    }

    /** In milliseconds since 1970; of a link that leads nowhere, when that was made. */
    static long written(Path file) throws IOException {
        LinkOption[] links = Files.exists(file) ? new LinkOption[0] : NOT_FOLLOWED;
        return Files.getLastModifiedTime(file, links).toMillis();
    }

    /** Reports and markers. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, FILES)) {
                found.forEach(files::add);
            }
        }
        return files;
    }
}
