package io.github.sqliteleak.agent;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation says of options, messages and other pages. */
class DocumentationTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Path ROOT_FOLDER = MODULE.resolve("..").normalize();
    private static final Path SITE = ROOT_FOLDER.resolve("src/site/markdown");
    private static final Path SOURCES = MODULE.resolve("src/main");

    private static final Pattern OPTION_ROW =
            Pattern.compile("^\\| \\[?`([a-z-]+)`[^|]* \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```");

    /** A text given straight to what prints, or as the reason why a driver is not woven. */
    private static final Pattern PRINTED =
            Pattern.compile("(?:accept|notWoven)\\(\\s*(?:\\w+,\\s*)?\"((?:[^\"\\\\]|\\\\.)+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "src/site/markdown/options.md"})
    void optionsTableHasEachKeyWithItsDefault(String page) throws OptionException, IOException {
        Map<String, String> table = new LinkedHashMap<>();
        Matcher row = OPTION_ROW.matcher(Files.readString(ROOT_FOLDER.resolve(page)));
        while (row.find()) {
            table.put(row.group(1), row.group(2).replace("`", ""));
        }

        assertThat(table).containsExactlyEntriesOf(defaults());
        assertThat(table.keySet()).containsExactlyElementsOf(OptionValues.KEYS);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher link = LINK.matcher(CODE_BLOCK.matcher(Files.readString(page)).replaceAll(""));
        while (link.find()) {
            String file = link.group(1);
            if (file.contains("://")) {
                continue;
            }
            Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
            boolean found =
                    Files.exists(target)
                            && (link.group(2) == null || anchors(target).contains(link.group(2)));
            if (!found) {
                broken.add(link.group());
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void eachPageIsReachedFromTheReadme() throws IOException {
        String readme = Files.readString(ROOT_FOLDER.resolve("README.md"));

        assertThat(pages())
                .filteredOn(page -> !page.endsWith("README.md"))
                .allSatisfy(
                        page ->
                                assertThat(readme)
                                        .contains("(" + ROOT_FOLDER.relativize(page) + ")"));
    }

    @Test
    void troubleshootingHasEachLineThatIsPrinted() throws IOException {
        List<String> printed = new ArrayList<>();
        Matcher text = PRINTED.matcher(sources());
        while (text.find()) {
            printed.add(text.group(1).replaceAll("[ :(]+$", ""));
        }

        assertThat(printed).contains("internal error at exit, there is no report");
        assertThat(headings(SITE.resolve("troubleshooting.md"))).contains(printed);
    }

    /**
     * Lines that are put together before they are printed, by a part that stands in the sources.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown option ",
                " or later is needed, this is Java ",
                "\" has no value; allowed: key=value, ",
                "\" is not allowed; allowed: ",
                "\" cannot be read (",
                " is not tracked: ",
                "its class loader ",
                " and cannot be given it (",
                " has a copy of the agent of its own",
                "it is older than 3.8.11.2, the oldest that this version follows",
                "this copy of it is in the package ",
                "some of its classes were loaded before they could be woven",
                "it was loaded before the agent, by an AOT cache of the JVM or by another agent;",
                "it was loaded before the agent, as by another agent that uses it; ",
                "start the JVM with -D",
                "start the OSGi framework with",
                "put the package io.github.sqliteleak and those below it among those that it takes",
                "let it take the package io.github.sqliteleak and those below it from the class"
                        + " loader",
                "the first connection was opened while the JVM was shutting down: no report",
                " is open but unused for ",
                ", was closed after being held unused for ",
                " internal errors; its report is incomplete",
                "journal_mode=WAL is not in force on ",
                "a pool of more than one on ",
                "only the first of several statements in one text ran on ",
                "two copies of sqlite-jdbc have one database open, ",
                "PRAGMA ",
                " has no effect on ",
                " is not in force on ",
                "database in memory \"",
                "was read-only; close one that may write after it",
                "they were there before this JVM opened it, and no connection that may write has",
                "nobody is known to have it open",
                " has opened it while the JVM was ending",
                "asked for and not in force, printed above and in the JSON report",
                "about settings, files and the driver, printed above and in the JSON report",
                "cannot write to the report folder ",
                "cannot write the report ",
                "cannot delete ",
                "the application's shutdown hooks were still running when time was up:",
                "NOT closed, timed out",
                "still used by thread",
                "used while the shutdown hook ",
                " was still running",
                "failed because of the connection's own work: ",
                "the file of connection ",
                " exists, the lock of vfs=unix-dotfile, and no connection of this JVM",
                "checkpoint incomplete",
                "checkpoint failed",
                "left behind: ",
                "another process has the database open: pid ",
                "cannot dump ",
                "cannot log to ",
                "unknown verb \"",
                " belongs to ",
                " has no value; allowed: ",
                " is given more than once; allowed: once",
                "cannot read the ",
                "\" is no pattern; allowed: open:, any:, test:, db:, fp:",
                "\" can match no fingerprint; allowed: hex digits, * and ?",
                "\" can match no method; allowed: class#method, without file",
                "cannot use the baseline ",
                "incomplete data: ",
                ": there is no report",
                "it is no JSON, or cut off: ",
                "its schema is ",
                " has not reported: killed, or still running",
                "had a driver that the agent does not track: sqlite-jdbc",
                "has not come to its end: killed, or still running;",
                " it reported when its tests had ended",
                "lock timeouts were not counted in all JVMs; not in ",
                "a security manager is in force that does not allow the agent to work, nothing is",
                ": it exists; allowed: a new file, an existing one with --force, or -",
                "internal error, nothing was judged: "
            })
    void troubleshootingHasAHeadingWith(String part) throws IOException {
        assertThat(sources()).contains(part.replace("\"", "\\\""));
        assertThat(headings(SITE.resolve("troubleshooting.md"))).contains(part.strip());
    }

    private static Map<String, String> defaults() throws OptionException {
        AgentOptions options = AgentOptions.parse(null);
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("report", options.report().toString());
        defaults.put("console", options.console().name().toLowerCase(ROOT));
        defaults.put("on-exit", options.closeOnExit() ? "close" : "report");
        defaults.put("checkpoint", options.checkpoint() ? "truncate" : "off");
        defaults.put("exit-timeout", options.exitTimeout().toSeconds() + "s");
        defaults.put("exit-code", Integer.toString(options.exitCode()));
        defaults.put("held-warning", options.heldWarning() == null ? "off" : "on");
        defaults.put("wal-warning", (options.walWarning() >> 20) + "MB");
        defaults.put("collected", options.closeCollected() ? "close" : "report");
        defaults.put("lock-waits", onOrOff(options.lockWaits()));
        defaults.put("stack-depth", Integer.toString(options.stackDepth()));
        defaults.put("transaction-stacks", onOrOff(options.transactionStacks()));
        defaults.put("statement-stacks", onOrOff(options.statementStacks()));
        defaults.put("sql", options.sql().name().toLowerCase(ROOT));
        defaults.put("exclude", options.exclude().isEmpty() ? "none" : "some");
        defaults.put("own", options.own().isEmpty() ? "none" : "some");
        defaults.put("jmx", onOrOff(options.jmx()));
        defaults.put("log", options.log() == null ? "stderr" : "");
        defaults.put("optional", "false");
        defaults.put("options", "none");
        return defaults;
    }

    private static String onOrOff(boolean on) {
        return on ? "on" : "off";
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT_FOLDER);
                Stream<Path> site = Files.list(SITE);
                Stream<Path> projects = Files.list(ROOT_FOLDER.resolve("src/it"))) {
            return Stream.of(top, site, projects)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static String headings(Path page) throws IOException {
        return headingsOf(page).collect(Collectors.joining("\n"));
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return headingsOf(page)
                .map(heading -> heading.toLowerCase(ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
                .map(heading -> heading.replace(' ', '-'))
                .toList();
    }

    private static Stream<String> headingsOf(Path page) throws IOException {
        String text = CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
        return HEADING.matcher(text).results().map(heading -> heading.group(1));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(DocumentationTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
