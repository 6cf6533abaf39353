package io.github.sqliteleak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.AutoComplete;

/**
 * The completion and the manual page in {@code src/tools} are those of the verbs and options that
 * there are. With {@code -Dshell.tools.write=true} they are made anew.
 */
class ShellToolsTest {
    private static final Path TOOLS =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../src/tools");

    private final Terminal terminal =
            Terminal.plain(
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    TOOLS);

    @Test
    void completionKnowsEachVerbAndOption() throws IOException {
        String script = AutoComplete.bash(Tool.NAME, new CommandParser(terminal).commandLine());

        assertIn(Tool.NAME + ".bash", script);
    }

    @Test
    void manualPageIsTheHelp() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append(".TH ").append("SQLITE-LEAK-AGENT 1\n.SH NAME\n");
        page.append(Tool.NAME).append(" \\- names the SQLite connections that nobody closed\n");
        page.append(".SH DESCRIPTION\n.nf\n");
        String help = HelpPage.all(new CommandParser(terminal).commandLine());
        // The first lines have the version, and what NAME says.
        for (String line : help.substring(help.indexOf("usage: ")).split("\n", -1)) {
            page.append(roff(line)).append('\n');
        }

        assertIn(Tool.NAME + ".1", page.append(".fi\n").toString());
    }

    private static String roff(String line) {
        String text = line.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
        return text.startsWith(".") || text.startsWith("'") ? "\\&" + text : text;
    }

    private static void assertIn(String name, String text) throws IOException {
        Path file = TOOLS.resolve(name);
        if (Boolean.getBoolean("shell.tools.write")) {
            Files.writeString(file, text);
        }
        assertThat(file).content().isEqualTo(text);
    }
}
