package io.github.sqliteleak.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A result that goes to a file. */
final class OutputFile {
    private OutputFile() {}

    /** In UTF-8; makes the folder when it is missing. */
    static void write(Terminal terminal, String name, String text) throws WrongUseException {
        Path file = terminal.resolve(name);
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new WrongUseException("cannot write " + name + ": " + ReportLoader.reason(e));
        }
    }
}
