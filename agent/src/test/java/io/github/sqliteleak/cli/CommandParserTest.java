package io.github.sqliteleak.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.CommandLineFixture.Outcome;
import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {
    private static final Path DOCUMENTATION =
            Path.of(System.getProperty("basedir", "")).resolve("../src/site/markdown/ci.md");

    @TempDir Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void make() {
        line = new CommandLineFixture(directory);
    }

    @Test
    void helpIsOneAlignedPage() {
        Outcome outcome = line.run("help");

        assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().lines()).allSatisfy(text -> assertThat(text).hasSizeLessThan(100));
        assertThat(outcome.out().replace(Tool.version(), "VERSION"))
                .isEqualTo(
                        """
                        sqlite-leak-agent VERSION: names the SQLite connections that nobody closed

                        usage: java -jar sqlite-leak-agent.jar VERB [OPTION...] [PATH...]

                          check [PATH...]           fail when connections leaked: the gate of a build
                            --suppressions FILE     leaks to pass over (sqlite-leak-suppressions.txt when it exists)
                            --baseline FILE         leaks there were before (sqlite-leak-baseline.json when it exists)
                            --allow-pools           a pool may stay open to the end
                            --fail-on KIND,…        fail on what is in use at exit (in-use), opened then (during-exit)
                            --max-lock-timeouts N   fail on more waits for a lock that ended in an error, too
                            --newest-run            of a program that ran several times, its newest run alone
                            --part                  of what both files are for: list none of it as unused
                            --full                  in text: all sites, with whole stacks
                          report [PATH...]          show what check judges, to people and build servers
                            --suppressions FILE     leaks to pass over (sqlite-leak-suppressions.txt when it exists)
                            --baseline FILE         leaks there were before (sqlite-leak-baseline.json when it exists)
                            --allow-pools           a pool may stay open to the end
                            --fail-on KIND,…        fail on what is in use at exit (in-use), opened then (during-exit)
                            --max-lock-timeouts N   fail on more waits for a lock that ended in an error, too
                            --newest-run            of a program that ran several times, its newest run alone
                            --part                  of what both files are for: list none of it as unused
                            --full                  in text: all sites, with whole stacks
                            --format FORMAT         text, html, json, ndjson, junit, sarif, gitlab, markdown, github
                            --source FOLDER         root of sources, as often as needed (src/*/java, here and in modules)
                            --output FILE           instead of standard output
                            --force                 write to FILE when it is a symbolic link, too
                          baseline [PATH...]        write down the leaks of today, for check to pass over
                            --keep FILE             a baseline to keep the sites and larger counts of
                            --newest-run            of a program that ran several times, its newest run alone
                            --output FILE           instead of standard output
                            --force                 write to FILE when it is a symbolic link, too
                          list [PATH...]            JVMs of this user, with the agent or not, and those that never reported
                          attach PID [OPTIONS]      track the connections of a running JVM from now on
                          detach PID                stop tracking in a running JVM, and have it report
                          dump PID                  what is open in a running JVM, and who waits for whom
                            --format FORMAT         text, html, json, ndjson, junit, sarif, gitlab, markdown, github
                            --full                  in text: all connections, with whole stacks
                            --output FILE           instead of standard output
                            --force                 write to FILE when it is a symbolic link, too
                          watch PID                 what is open in a running JVM, anew each second
                            --times N               so often, and then end
                          jfc [FILE]                write Flight Recorder settings (sqlite.jfc; - is standard output)
                            --investigation         record all there is, for a search; without it, what may stay on
                            --force                 write over FILE when it exists
                          schema [report|baseline]  print the JSON Schema of a report or of a baseline
                          version                   name and version
                          help [VERB]               this page, or a verb's part of it

                        PATH is a report, a folder that holds some at any depth, or a glob; sqlite-leaks when
                        there is none. What several JVMs wrote is added up.

                        A suppressions file has a pattern a line, and # before comments: open:CLASS#METHOD of
                        the open site, any:CLASS#METHOD of any frame, test:NAME, db:PATH, fp:FINGERPRINT. Globs
                        match the whole of it: * is any run of characters, ? any one.

                        Results go to standard output, words to standard error. Exit status: 0 clean, 1 leaks,
                        2 wrong use, 3 no data or incomplete data, 4 a JVM cannot be attached to. Only check ends
                        with 1.
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--bad --help", "--help check"})
    void otherWordsLeadToThePage(String arguments) {
        assertThat(line.run(arguments.split(" "))).isEqualTo(line.run("help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help check", "check --help", "check -h", "check --bad x --help"})
    void showsThePartOfAVerb(String arguments) {
        Outcome outcome = line.run(arguments.split(" "));

        assertThat(outcome.status()).isEqualTo(ExitStatus.CLEAN);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().replace(Tool.version(), "VERSION"))
                .isEqualTo(
                        """
                        sqlite-leak-agent VERSION: names the SQLite connections that nobody closed

                        usage: java -jar sqlite-leak-agent.jar check [OPTION...] [PATH...]

                          check [PATH...]           fail when connections leaked: the gate of a build
                            --suppressions FILE     leaks to pass over (sqlite-leak-suppressions.txt when it exists)
                            --baseline FILE         leaks there were before (sqlite-leak-baseline.json when it exists)
                            --allow-pools           a pool may stay open to the end
                            --fail-on KIND,…        fail on what is in use at exit (in-use), opened then (during-exit)
                            --max-lock-timeouts N   fail on more waits for a lock that ended in an error, too
                            --newest-run            of a program that ran several times, its newest run alone
                            --part                  of what both files are for: list none of it as unused
                            --full                  in text: all sites, with whole stacks

                        PATH is a report, a folder that holds some at any depth, or a glob; sqlite-leaks when
                        there is none. What several JVMs wrote is added up.

                        A suppressions file has a pattern a line, and # before comments: open:CLASS#METHOD of
                        the open site, any:CLASS#METHOD of any frame, test:NAME, db:PATH, fp:FINGERPRINT. Globs
                        match the whole of it: * is any run of characters, ? any one.

                        Results go to standard output, words to standard error. Exit status: 0 clean, 1 leaks,
                        2 wrong use, 3 no data or incomplete data, 4 a JVM cannot be attached to. Only check ends
                        with 1.
                        """);
    }

    @Test
    void theWholePageHasThePartOfEachVerb() {
        List<String> page = line.run("help").out().lines().toList();

        for (String verb : List.of("report", "list", "attach", "detach", "version", "help")) {
            assertThat(line.run("help", verb).out().lines().skip(4))
                    .hasSizeGreaterThan(2)
                    .isSubsetOf(page);
        }
    }

    @Test
    void withoutAVerbThePageIsWords() {
        assertThat(line.run())
                .isEqualTo(new Outcome(ExitStatus.WRONG_USE, "", line.run("help").out()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void tellsItsVersion(String word) {
        assertThat(line.run(word))
                .isEqualTo(
                        new Outcome(
                                ExitStatus.CLEAN,
                                "sqlite-leak-agent " + Tool.version() + "\n",
                                ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    chekc               | unknown verb "chekc"; nearest: check; all: check, report, baseline, list, attach, detach, dump, watch, jfc, schema, version, help
                    --baseline          | unknown verb "--baseline"; nearest: baseline; all: check, report, baseline, list, attach, detach, dump, watch, jfc, schema, version, help
                    --verison           | unknown verb "--verison"; nearest: version; all: check,
                    VERSION             | unknown verb "VERSION"; nearest: version; all: check,
                    -v                  | unknown verb "-v"; nearest: version; all: check,
                    -x                  | unknown verb "-x"; all: check, report, baseline, list, attach, detach, dump, watch, jfc, schema, version, help
                    attach x            | PID: "x" is not allowed; allowed: a process id
                    detach              | detach needs a PID
                    frob --help         | unknown verb "frob"; all: check,
                    help chekc          | unknown verb "chekc"; nearest: check; all: check,
                    help check me       | help takes no argument "me"
                    check -x            | unknown option "-x"; all: --suppressions,
                    check --FULL        | unknown option "--FULL"; nearest: --full; all: --suppressions,
                    check -full         | unknown option "-full"; nearest: --full; all: --suppressions,
                    check --max=1       | unknown option "--max"; nearest: --max-lock-timeouts; all: --suppressions,
                    report --format=XML | unknown format "XML"; all: text, html,
                    report --format=HTML| unknown format "HTML"; nearest: html; all: text, html,
                    version --verbose   | unknown option "--verbose"; there are none here
                    check --supresions=x| unknown option "--supresions"; nearest: --suppressions; all: --suppressions, --baseline, --allow-pools, --fail-on, --max-lock-timeouts, --newest-run, --part, --full
                    report --format=srf | unknown format "srf"; nearest: sarif; all: text, html, json, ndjson, junit, sarif, gitlab, markdown, github
                    check --format html ok| unknown option "--format": --format belongs to report and dump; all: --suppressions, --baseline, --allow-pools, --fail-on, --max-lock-timeouts, --newest-run, --part, --full
                    check --output=x    | unknown option "--output": --output belongs to report and baseline and dump; all: --suppressions,
                    version --force     | unknown option "--force": --force belongs to report and baseline and dump and jfc; there are none here
                    version x           | version takes no argument "x"
                    report --format     | --format has no value; allowed: --format FORMAT
                    check --baseline    | --baseline has no value; allowed: --baseline FILE
                    check --baseline --full | --baseline has no value; allowed: --baseline FILE
                    check --full=maybe  | --full: "maybe" is not allowed; allowed: nothing behind --full
                    check --baseline a --baseline b | --baseline is given more than once; allowed: once
                    check --max-lock-timeouts   | --max-lock-timeouts has no value; allowed: --max-lock-timeouts N
                    check --max-lock-timeouts=x | --max-lock-timeouts: "x" is not allowed; allowed: a whole number from 0 to 9223372036854775807
                    check --max-lock-timeouts=99999999999999999999 | --max-lock-timeouts: "99999999999999999999" is not allowed; allowed: a whole
                    """)
    void namesTheNearest(String arguments, String words) {
        Outcome outcome = line.run(arguments.split(" "));

        assertThat(outcome.status()).isEqualTo(ExitStatus.WRONG_USE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("sqlite-leak-agent: " + words).hasLineCount(1);
    }

    @Test
    void takesNoEmptyWord() {
        String words =
                "sqlite-leak-agent: --baseline: \"\" is not allowed; allowed: a value that is not"
                        + " empty\n";

        assertThat(line.run("check", "--baseline", "", "ok"))
                .isEqualTo(new Outcome(ExitStatus.WRONG_USE, "", words));
        assertThat(line.run("check", "--baseline=", "ok"))
                .isEqualTo(new Outcome(ExitStatus.WRONG_USE, "", words));
        assertThat(line.run("check", "").err())
                .isEqualTo(
                        "sqlite-leak-agent: \"\" is no path; allowed: a file, a folder or a"
                                + " glob\n");
    }

    @Test
    void theDocumentationHasEachVerbAndOption() throws IOException {
        List<String> names =
                Pattern.compile("(?m)^ {2,4}(--[a-z-]+|[a-z]+)")
                        .matcher(line.run("help").out())
                        .results()
                        .map(name -> name.group(1))
                        .toList();

        assertThat(names).contains("check", "--max-lock-timeouts", "help");
        assertThat(Files.readString(DOCUMENTATION)).contains(names);
    }

    @Test
    void eachCommandOfTheDocumentationIsUnderstood() throws IOException {
        List<String> commands =
                Pattern.compile("(?m)java -jar sqlite-leak-agent.jar ([^`\n]*?)( (>>|\\|\\|) .*)?$")
                        .matcher(Files.readString(DOCUMENTATION))
                        .results()
                        .map(command -> command.group(1).replace("'", ""))
                        .toList();
        line.report("target/sqlite-leaks", Reports.of(Leak.number(1)));
        line.run("baseline", "--output", "sqlite-leak-baseline.json", "target");

        assertThat(commands)
                .hasSizeGreaterThan(8)
                .allSatisfy(
                        command ->
                                assertThat(line.run(command.split(" ")).status())
                                        .isEqualTo(ExitStatus.CLEAN));
    }

    static List<Error> errors() {
        return List.of(
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new NoClassDefFoundError("a/B"),
                new AssertionError("x"));
    }

    /** Status 1 would mean leaks. */
    @ParameterizedTest
    @MethodSource("errors")
    void endsAsIncompleteWhateverGoesWrong(Error error) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream broken =
                new PrintStream(OutputStream.nullOutputStream()) {
                    @Override
                    public void print(String text) {
                        throw error;
                    }

                    @Override
                    public void println(String text) {
                        throw error;
                    }
                };

        int status = Main.run(broken, new PrintStream(err, true, UTF_8), directory, "version");

        assertThat(status).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(err.toString(UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith(
                        error instanceof OutOfMemoryError
                                ? "sqlite-leak-agent: out of memory, nothing was judged; "
                                : "sqlite-leak-agent: internal error, nothing was judged: java.");
        assertThat(Main.run(broken, broken, directory, "version")).isEqualTo(ExitStatus.INCOMPLETE);
    }
}
