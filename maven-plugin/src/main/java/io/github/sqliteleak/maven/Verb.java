package io.github.sqliteleak.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.sqliteleak.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A verb of the agent's command line, done.
 *
 * @param status see {@link io.github.sqliteleak.cli.ExitStatus}
 * @param results what it wrote to standard output
 * @param words what it wrote to standard error
 */
record Verb(int status, String results, String words) {
    static Verb run(Path workingDirectory, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                Main.run(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        workingDirectory,
                        arguments.toArray(new String[0]));
        return new Verb(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Whether there is something that it did not judge, or nothing that it did. */
    boolean leftOpen() {
        return results.contains("not judged: ") || results.contains("nothing was judged");
    }

    /** The first line, which is the verdict, without the name of the tool. */
    String headline() {
        String line = results.lines().findFirst().orElse("");
        return line.substring(line.indexOf(": ") < 0 ? 0 : line.indexOf(": ") + 2);
    }
}
