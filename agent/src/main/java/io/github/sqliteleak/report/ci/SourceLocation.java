package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.report.words.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A line of a source file.
 *
 * @param path relative to the working directory, with {@code /} on every system; absolute for a
 *     file elsewhere
 * @param line from 1; 1 where it is not known
 * @param found false when there is no such file and the path is a guess by the class's name
 * @param others paths of other files that might as well be meant: nothing in a report says which of
 *     two modules a class was loaded from
 */
record SourceLocation(String path, int line, boolean found, List<String> others) {
    private static final int OTHERS_NAMED = 3;

    /** For formats that ask for a place where there is none. */
    static final SourceLocation UNKNOWN = new SourceLocation("unknown", 1, false);

    private static final String UNRESERVED = "-._~/";

    /** A place that is the only one. */
    SourceLocation(String path, int line, boolean found) {
        this(path, line, found, List.of());
    }

    /** Which files it may be, as lines of text: none where there is no doubt. */
    List<String> doubt() {
        if (others.isEmpty()) {
            return List.of();
        }
        int named = Math.min(others.size(), OTHERS_NAMED);
        int more = others.size() - named;
        String line =
                "source: not known which of "
                        + path
                        + ", "
                        + String.join(", ", others.subList(0, named))
                        + (more == 0 ? "" : " and " + more + " more");
        return List.of(PlainText.of(line));
    }

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
