package io.github.sqliteleak.report.words;

import java.io.File;

/** Paths as they are shown: relative to the working directory when they lie below it. */
public final class ShortPath {
    private final String start;

    public ShortPath(String workingDirectory) {
        start =
                workingDirectory.endsWith(File.separator)
                        ? workingDirectory
                        : workingDirectory + File.separator;
    }

    public String of(String path) {
        boolean below = start.length() > 1 && path.startsWith(start);
        return below && path.length() > start.length() ? path.substring(start.length()) : path;
    }
}
