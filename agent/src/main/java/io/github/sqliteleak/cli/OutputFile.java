package io.github.sqliteleak.cli;

import io.github.sqliteleak.files.PrivateFolder;
import io.github.sqliteleak.files.Utf8Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A result that goes to a file in UTF-8, readable by its owner only. What stands there is replaced
 * at one stroke, never written into: it may be another name of a file that is not to be touched.
 */
final class OutputFile {
    private static final String ALLOWED =
            "; allowed: the name of a file, or --force to write through it";

    private OutputFile() {}

    /**
     * Makes the folder when it is missing.
     *
     * @param force whether it may be written through links, into whatever they lead to
     */
    static void write(Terminal terminal, String name, String text, boolean force)
            throws WrongUseException {
        Path file = terminal.resolve(name);
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            if (Files.isSymbolicLink(file) && !force) {
                throw new WrongUseException(
                        "cannot write " + name + ": it is a symbolic link" + ALLOWED);
            }
            if (Files.isSymbolicLink(file)) {
                Files.write(file, Utf8Text.bytes(text));
            } else if (folder == null || isSpecial(file)) {
                Files.write(
                        file,
                        Utf8Text.bytes(text),
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
            } else {
                replace(folder, file, text, force);
            }
        } catch (IOException e) {
            throw new WrongUseException("cannot write " + name + ": " + ReportLoader.reason(e));
        }
    }

    /** A device or a pipe, which cannot be replaced. */
    private static boolean isSpecial(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static void replace(Path folder, Path file, String text, boolean force)
            throws IOException {
        try {
            replace(folder, String.valueOf(file.getFileName()), text);
        } catch (IOException e) {
            if (!force) {
                throw e;
            }
            // In a folder that cannot be written to, or that a link leads to.
            Files.write(file, Utf8Text.bytes(text));
        }
    }

    private static void replace(Path folder, String to, String text) throws IOException {
        String temporary = to + ".tmp";
        try (PrivateFolder target = PrivateFolder.open(folder)) {
            target.delete(temporary);
            target.write(temporary, out -> out.write(text));
            target.move(temporary, to);
        }
    }
}
