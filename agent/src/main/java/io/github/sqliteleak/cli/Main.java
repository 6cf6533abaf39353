package io.github.sqliteleak.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/** Entry of {@code java -jar sqlite-leak-agent.jar}; see {@code help}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // System.out does not report why it failed.
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        Terminal terminal = Terminal.ofProcess(out, System.err);
        System.exit(run(terminal, arguments));
    }

    /**
     * Does one verb without ending the JVM, for build plugins.
     *
     * @param out gets results
     * @param err gets words about what went wrong
     * @param workingDirectory where relative paths begin
     * @return the exit status, see {@link ExitStatus}
     */
    public static int run(
            PrintStream out, PrintStream err, Path workingDirectory, String... arguments) {
        return run(Terminal.plain(out, err, workingDirectory), arguments);
    }

    /** Whatever happens, the status is one of ours. */
    private static int run(Terminal terminal, String... arguments) {
        try {
            LastWords.prepare();
            return CommandParser.of(terminal, arguments).run(arguments);
        } catch (Throwable t) {
            return LastWords.of(t, terminal);
        }
    }
}
