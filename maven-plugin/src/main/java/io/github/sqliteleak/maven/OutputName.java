package io.github.sqliteleak.maven;

/** The name of the file for a format: the one by which build servers know it. */
final class OutputName {
    private OutputName() {}

    static String of(String format) {
        return switch (format) {
            case "text", "github" ->
                    "sqlite-leaks." + (format.equals("text") ? "txt" : "github.txt");
            case "gitlab" -> "gl-code-quality-report.json";
            case "junit" -> "TEST-sqlite-leaks.xml";
            case "markdown" -> "sqlite-leaks.md";
            default -> "sqlite-leaks." + format.replaceAll("[^A-Za-z0-9]", "_");
        };
    }
}
