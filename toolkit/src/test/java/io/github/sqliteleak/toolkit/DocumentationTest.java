package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documentation shows compiles, and what it quotes exists. */
class DocumentationTest {
    private static final Path SITE = Path.of("..", "src", "site", "markdown");
    private static final Pattern JAVA =
            Pattern.compile("^```java\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\\n");
    // As fields, so that a snippet may declare its own variable of that name.
    private static final String FRAME =
            """
            import io.github.sqliteleak.toolkit.*;
            import java.nio.file.Path;
            import java.sql.*;
            import java.time.Duration;
            import java.util.concurrent.CompletableFuture;

            abstract class NAME {
                Path file;
                Connection connection;
                SqliteDatabase database;
                WriteQueue queue;

                void snippet() throws Exception {
            BODY
                }
            }
            """;

    @TempDir Path classes;

    @Test
    void everySnippetCompiles() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (Path page : pages()) {
            Matcher snippet = JAVA.matcher(Files.readString(page));
            while (snippet.find()) {
                sources.add(source("Snippet" + sources.size(), snippet.group(1)));
            }
        }
        assertThat(sources).hasSizeGreaterThan(12);

        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-d", classes.toString(), "-proc:none");
        boolean compiled = compiler.getTask(null, null, problems, options, null, sources).call();

        assertThat(
                        problems.getDiagnostics().stream()
                                .filter(p -> p.getKind() == Diagnostic.Kind.ERROR))
                .map(p -> p.getMessage(Locale.ROOT) + " in " + p.getSource())
                .isEmpty();
        assertThat(compiled).isTrue();
    }

    @Test
    void eachSnippetForALibraryIsRunByItsTest() throws IOException {
        String test =
                Files.readString(
                                Path.of(
                                        "src/test/java/io/github/sqliteleak/toolkit",
                                        "LibrariesTest.java"))
                        .replaceAll("\\s+", "");
        String page = Files.readString(SITE.resolve("toolkit.md"));
        int begin = page.indexOf("\n### jOOQ, JDBI");
        String section = page.substring(begin, page.indexOf("\n### ", begin + 1));
        Matcher snippet = JAVA.matcher(section);
        int statements = 0;
        while (snippet.find()) {
            for (String statement : STATEMENT_END.splitAsStream(snippet.group(1)).toList()) {
                statements++;
                // The page has names in full, since it shows no imports.
                String shown = statement.replaceAll("\\b(?:[a-z][a-z0-9]*\\.){2,}(?=[A-Z])", "");
                assertThat(test).contains(shown.replaceAll("\\s+", ""));
            }
        }
        assertThat(statements).isGreaterThan(8);
    }

    @Test
    void everyErrorTextIsOneThatTheDriverThrows() throws IOException {
        String page = Files.readString(SITE.resolve("concurrency.md"));
        Matcher quoted = Pattern.compile("`\\[(SQLITE_\\w+)\\] (.+?) \\(").matcher(page);
        int quotes = 0;
        while (quoted.find()) {
            quotes++;
            assertThat(org.sqlite.SQLiteErrorCode.valueOf(quoted.group(1)).message)
                    .isEqualTo(quoted.group(2));
        }
        assertThat(quotes).isGreaterThan(7);
    }

    @Test
    void everyLinkToAHeadingFindsIt() throws IOException {
        for (Path page : pages()) {
            Matcher link =
                    Pattern.compile("\\]\\(([\\w.]*)#([\\w-]+)\\)").matcher(Files.readString(page));
            while (link.find()) {
                Path target = link.group(1).isEmpty() ? page : SITE.resolve(link.group(1));
                assertThat(headings(target))
                        .as("%s in %s", link.group(), page)
                        .contains(link.group(2));
            }
        }
    }

    /** Each thing that teams have asked for has its row, and what the row names is there. */
    @Test
    void everyThingAskedForHasAnAnswer() throws IOException {
        String page = Files.readString(SITE.resolve("patterns.md"));
        String section = page.substring(page.indexOf("\n## What teams have asked for"));
        Map<String, Integer> rows = new TreeMap<>();
        String document = "";
        for (String line : section.lines().toList()) {
            if (line.startsWith("### ")) {
                document = line.substring("### ".length());
            } else if (line.startsWith("| ") && !line.startsWith("| Asked for |")) {
                rows.merge(document, 1, Integer::sum);
                String answer = line.split("\\|", 4)[2];
                assertThat(answer)
                        .as(line)
                        .containsPattern("`|\\]\\(|out of scope|the tests of the|weaves");
                assertThat(answer).doesNotContain("not yet");
                Matcher type = Pattern.compile("`@?([A-Z][a-z]+[A-Z]\\w+)").matcher(answer);
                while (type.find()) {
                    assertThat(isOurs(type.group(1))).as(line).isTrue();
                }
            }
        }
        assertThat(rows)
                .containsExactly(
                        Map.entry("Locks, retry, single writer", 46),
                        Map.entry("Test databases", 21),
                        Map.entry("WAL clean-up", 27),
                        Map.entry("Windows file locking in tests", 23),
                        Map.entry("Write queue", 18));
    }

    private static boolean isOurs(String type) {
        String file = type + ".java";
        return Stream.of("toolkit/src/main", "toolkit/src/test", "junit/src/main")
                        .map(SITE.resolve("../../..")::resolve)
                        .map(module -> module.resolve("java/io/github/sqliteleak"))
                        .anyMatch(
                                sources ->
                                        Files.exists(sources.resolve("toolkit").resolve(file))
                                                || Files.exists(
                                                        sources.resolve("junit").resolve(file)))
                || List.of("AfterEach", "DataSource").contains(type);
    }

    private static List<Path> pages() {
        return List.of(
                SITE.resolve("toolkit.md"),
                SITE.resolve("concurrency.md"),
                SITE.resolve("patterns.md"));
    }

    private static List<String> headings(Path page) throws IOException {
        try (Stream<String> lines = Files.lines(page)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                    .map(line -> line.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                    .toList();
        }
    }

    private static JavaFileObject source(String name, String body) {
        URI uri = URI.create("string:///" + name + ".java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return FRAME.replace("NAME", name).replace("BODY", body);
            }
        };
    }
}
