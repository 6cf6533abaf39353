package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.sqliteleak.report.Leak;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar on a command line: the parser library is relocated in it. */
class CommandLineIT {
    private static final Path JAR =
            Path.of(System.getProperty("basedir", "")).resolve("target/sqlite-leak-agent.jar");

    @TempDir Path directory;

    private record Outcome(int status, String out, String err) {}

    @Test
    void showsTheSamePageAsBeforePackaging() throws Exception {
        assertThat(jar("-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8", "help").out())
                .isEqualTo(new CommandLineFixture(directory).run("help").out());
    }

    @Test
    void endsWithTheStatusOfTheVerdict() throws Exception {
        new CommandLineFixture(directory)
                .report("sqlite-leaks", Reports.of(Leak.number(1).database("/db/ü.db")));

        assertThat(jar("check").status()).isEqualTo(ExitStatus.LEAKS);
        assertThat(jar("check", "nowhere").status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(jar("chekc"))
                .isEqualTo(
                        new Outcome(
                                ExitStatus.WRONG_USE,
                                "",
                                "sqlite-leak-agent: unknown verb \"chekc\"; nearest: check; all:"
                                        + " check, report, baseline, list, attach, detach, dump,"
                                        + " watch, jfc, schema, version, help\n"));
        assertThat(jar("report", "--format", "json").out()).contains("\"database\":\"/db/ü.db\"");
        assertThat(jar("report", "--format", "junit").out()).contains("<failure ");
        assertThat(jar("report", "--format", "html").out())
                .contains("<code>/db/ü.db</code>", "</html>");
    }

    @Test
    void coloursNothingThatIsNoTerminal() throws Exception {
        new CommandLineFixture(directory).report("sqlite-leaks", Reports.of(Leak.number(1)));

        assertThat(jar("check").out()).isNotEmpty().doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "version", "help", "baseline", "jfc -"})
    void doesNotPassWhenItsResultIsLost(String verb) throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Totals clean = new Totals(12, 12, 0, 0, 4, 0);
        new CommandLineFixture(directory).report("sqlite-leaks", Reports.of(clean));

        assertThat(jar(full, verb.split(" ")))
                .isEqualTo(
                        new Outcome(
                                ExitStatus.WRONG_USE,
                                "",
                                "sqlite-leak-agent: cannot write to standard output: No space"
                                        + " left on device\n"));
        assertThat(jar(verb.split(" ")).status()).isZero();
    }

    /** Status 1 means leaks, and is that of a JVM that ends with a stack trace. */
    @ParameterizedTest
    @ValueSource(strings = {"check", "report --format json", "report --format html", "baseline"})
    void saysInOneLineThatItHasNoMemory(String verb) throws Exception {
        Path report =
                new CommandLineFixture(directory)
                        .report("sqlite-leaks", Reports.of(Leak.number(1)));
        String leak = Files.readString(report);
        int openStatements = leak.indexOf("\"openStatements\":[") + 18;
        String statement = "{\"sql\":\"SELECT 1\",\"cursorOpen\":true,\"site\":null}";
        Files.writeString(
                report,
                leak.substring(0, openStatements)
                        + (statement + ",").repeat(400_000)
                        + statement
                        + leak.substring(leak.indexOf(']', openStatements)));
        List<String> arguments = new ArrayList<>(List.of("-Xmx24m"));
        arguments.addAll(List.of(verb.split(" ")));

        Outcome outcome = jar(arguments.toArray(String[]::new));

        assertThat(outcome.status()).isEqualTo(ExitStatus.INCOMPLETE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .singleElement()
                .asString()
                .startsWith("sqlite-leak-agent: out of memory, nothing was judged; ");
    }

    @Test
    void theAgentLoadsNothingOfIt() throws Exception {
        String agent = "-javaagent:" + JAR.toAbsolutePath();

        Outcome version = jar(agent, "-Xlog:class+load:file=loaded.txt", "version");
        assertThat(version.status()).isZero();
        List<String> loaded = Files.readAllLines(directory.resolve("loaded.txt"));
        int main = indexOf(loaded, "io.github.sqliteleak.cli.Main ");
        assertThat(indexOf(loaded, "io.github.sqliteleak.agent.SqliteLeakAgent "))
                .isBetween(0, main);
        assertThat(loaded.subList(0, main))
                .noneMatch(line -> line.contains(".cli.") || line.contains("picocli"));
    }

    @Test
    void listsARunningJvmThatCarriesTheAgent() throws Exception {
        Path waiting = directory.resolve("Waiting.java");
        Files.writeString(
                waiting,
                """
                class Waiting {
                    public static void main(String[] secret) throws Exception {
                        System.out.println("up");
                        System.in.read();
                    }
                }
                """);
        Process process =
                new ProcessBuilder(
                                java(),
                                "-javaagent:" + JAR.toAbsolutePath(),
                                waiting.toString(),
                                "secret")
                        .start();
        try {
            assertThat(process.getInputStream().read()).isEqualTo('u');
            assertThat(jar("list").out())
                    .containsPattern(process.pid() + " +running .*Waiting.java .*no connection yet")
                    .doesNotContain("secret");
        } finally {
            process.destroy();
            process.waitFor();
        }
        assertThat(jar("list").out()).doesNotContain(process.pid() + " ");
    }

    private static int indexOf(List<String> lines, String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Options of the JVM first, then the verb. */
    private Outcome jar(String... arguments) throws IOException, InterruptedException {
        return jar(directory.resolve("out.txt"), arguments);
    }

    private Outcome jar(Path out, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java()));
        boolean verb = false;
        for (String argument : arguments) {
            if (!verb && !argument.startsWith("-")) {
                command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
                verb = true;
            }
            command.add(argument);
        }
        Path err = directory.resolve("err.txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                Files.isRegularFile(out) ? Files.readString(out) : "",
                new String(Files.readAllBytes(err), StandardCharsets.UTF_8)
                        .replace(System.lineSeparator(), "\n"));
    }
}
