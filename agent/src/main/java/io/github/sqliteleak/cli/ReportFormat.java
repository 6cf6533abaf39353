package io.github.sqliteleak.cli;

import io.github.sqliteleak.glob.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code report} can render. */
enum ReportFormat {
    TEXT,
    HTML,
    JSON,
    NDJSON,
    JUNIT,
    SARIF,
    GITLAB,
    MARKDOWN,
    GITHUB;

    static final String NAMES = "text, html, json, ndjson, junit, sarif, gitlab, markdown, github";

    static ReportFormat of(String name) throws WrongUseException {
        List<String> names = new ArrayList<>();
        for (ReportFormat format : values()) {
            names.add(format.name().toLowerCase(Locale.ROOT));
            if (names.get(names.size() - 1).equals(name)) {
                return format;
            }
        }
        String nearest = Nearest.of(name, names);
        throw new WrongUseException(
                "unknown format \""
                        + name
                        + '"'
                        + (nearest == null ? "" : "; nearest: " + nearest)
                        + "; all: "
                        + NAMES);
    }
}
