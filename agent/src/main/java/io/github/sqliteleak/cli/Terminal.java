package io.github.sqliteleak.cli;

import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.console.ConsoleStyle;
import io.github.sqliteleak.report.words.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the command line runs: results go to standard output, words to standard error.
 *
 * @param colour whether results are shown in colours
 * @param unicode whether standard output can encode arrows and ellipses
 * @param live whether standard error is a terminal, where a line can be written over
 */
record Terminal(
        PrintStream out,
        PrintStream err,
        Path workingDirectory,
        boolean colour,
        boolean unicode,
        boolean live) {

    static Terminal ofProcess(OutputStream out, PrintStream err) {
        Charset charset = outputCharset();
        return new Terminal(
                new ResultStream(out, charset),
                err,
                Path.of("").toAbsolutePath(),
                wantsColour(System.getenv(), isTerminal(1)),
                charset.newEncoder().canEncode('\u2192'),
                isTerminal(2));
    }

    static Terminal plain(PrintStream out, PrintStream err, Path workingDirectory) {
        return new Terminal(out, err, workingDirectory.toAbsolutePath(), false, true, false);
    }

    /** Whether a screen can be drawn on it. */
    boolean isScreen() {
        return out instanceof ResultStream
                && !"dumb".equals(System.getenv("TERM"))
                && WatchScreen.isThere();
    }

    ConsoleStyle style(boolean full) {
        return new ConsoleStyle(full, colour, unicode);
    }

    /** A result in the encoding of the terminal. */
    void print(String text) {
        out.print(text);
        out.flush();
    }

    /** A result that another program reads: UTF-8, whatever the terminal has. */
    void printUtf8(String text) {
        byte[] utf8 = Utf8Text.bytes(text);
        out.write(utf8, 0, utf8.length);
        out.flush();
    }

    /**
     * Why not all results have arrived, in words; null when they have. A reader that has seen
     * enough of them, as {@code head} has, is no failure.
     */
    @Nullable String lostResults() {
        if (!out.checkError()) {
            return null;
        }
        IOException failure = out instanceof ResultStream results ? results.failure() : null;
        String reason = failure == null ? "" : ReportLoader.reason(failure);
        if (reason.toLowerCase(Locale.ROOT).contains("pipe")) {
            return null;
        }
        return "cannot write to standard output" + (reason.isEmpty() ? "" : ": " + reason);
    }

    /** A line of words. */
    void say(String line) {
        err.println(Tool.NAME + ": " + PlainText.of(line));
        err.flush();
    }

    /** A further line to the words before. */
    void sayMore(String line) {
        err.println("  " + PlainText.of(line));
        err.flush();
    }

    Path resolve(String path) {
        return workingDirectory.resolve(path).normalize();
    }

    /** Relative to the working directory when it lies below it. */
    String display(Path path) {
        boolean below = path.startsWith(workingDirectory) && !path.equals(workingDirectory);
        return (below ? workingDirectory.relativize(path) : path).toString();
    }

    static boolean wantsColour(Map<String, String> environment, boolean terminal) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return terminal && !refused && !"dumb".equals(environment.get("TERM"));
    }

    /** As the JVM chooses it for {@code System.out}. */
    private static Charset outputCharset() {
        String name =
                System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        try {
            Charset charset = name == null ? Charset.defaultCharset() : Charset.forName(name);
            return charset.canEncode() ? charset : Charset.defaultCharset();
        } catch (IllegalArgumentException e) {
            return Charset.defaultCharset();
        }
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux. Since JDK 22 java.io.Console says nothing about where output goes.
            return false;
        }
    }
}
