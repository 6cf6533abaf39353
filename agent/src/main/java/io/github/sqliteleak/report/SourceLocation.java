package io.github.sqliteleak.report;

import java.nio.charset.StandardCharsets;

/**
 * A line of a source file.
 *
 * @param path relative to the working directory, with {@code /} on every system; absolute for a
 *     file elsewhere
 * @param line from 1; 1 where it is not known
 * @param found false when there is no such file and the path is a guess by the class's name
 */
record SourceLocation(String path, int line, boolean found) {
    /** For formats that ask for a place where there is none. */
    static final SourceLocation UNKNOWN = new SourceLocation("unknown", 1, false);

    private static final String UNRESERVED = "-._~/";

    /** Whether the frame names a file at all. */
    boolean isKnown() {
        return !equals(UNKNOWN);
    }

    /** The path as a URI reference; all but the plainest characters are percent-encoded. */
    String uri() {
        StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (letter || (c >= '0' && c <= '9') || UNRESERVED.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append(String.format("%%%02X", (int) c));
            }
        }
        return uri.toString();
    }

    boolean isAbsolute() {
        return path.startsWith("/");
    }
}
