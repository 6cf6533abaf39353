package io.github.sqliteleak.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "schema", description = "print the JSON Schema of a report or of a baseline")
final class SchemaCommand implements Callable<Integer> {
    private static final String REPORT = "report";
    private static final String BASELINE = "baseline";

    private final Terminal terminal;

    @Parameters(index = "0", arity = "0..1", paramLabel = "report|baseline")
    private String which = REPORT;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws WrongUseException {
        if (!which.equals(REPORT) && !which.equals(BASELINE)) {
            throw new WrongUseException(
                    "schema" + BadValue.notAllowed(which) + REPORT + ", " + BASELINE);
        }
        terminal.printUtf8(read(which + ".schema.json"));
        return ExitStatus.CLEAN;
    }

    private static String read(String resource) {
        try (InputStream in = SchemaCommand.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
