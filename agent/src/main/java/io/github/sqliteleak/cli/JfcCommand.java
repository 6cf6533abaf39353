package io.github.sqliteleak.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "jfc",
        description = "write Flight Recorder settings (sqlite.jfc; - is standard output)")
final class JfcCommand implements Callable<Integer> {
    private static final String LOW_COST = "sqlite.jfc";
    private static final String INVESTIGATION = "sqlite-investigation.jfc";
    private static final String STANDARD_OUTPUT = "-";

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "0..1")
    private @Nullable String file;

    @Option(
            names = "--investigation",
            description = "record all there is, for a search; without it, what may stay on")
    private boolean investigation;

    @Option(names = "--force", description = "write over FILE when it exists")
    private boolean force;

    JfcCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongUseException {
        String settings = read(investigation ? INVESTIGATION : LOW_COST);
        String name = file == null ? LOW_COST : file;
        if (name.equals(STANDARD_OUTPUT)) {
            terminal.printUtf8(settings);
            return ExitStatus.CLEAN;
        }
        Path path = terminal.resolve(name);
        if (Files.exists(path) && !(force && Files.isRegularFile(path))) {
            throw new WrongUseException(
                    "cannot write "
                            + name
                            + ": it exists; allowed: a new file, an existing one with --force, or -"
                            + " for standard output");
        }
        OutputFile.write(terminal, name, settings, force);
        terminal.say("wrote " + name + "; to use it:");
        terminal.sayMore("java -XX:StartFlightRecording:settings=default,settings=" + name + " …");
        return ExitStatus.CLEAN;
    }

    private static String read(String resource) {
        try (InputStream in = JfcCommand.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
