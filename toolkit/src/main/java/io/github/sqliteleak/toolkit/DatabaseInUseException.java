package io.github.sqliteleak.toolkit;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A database that is to be deleted is still open somewhere. Nothing of it was deleted, unless
 * {@link #getFile} is a file beside it: then that one alone was held.
 */
public final class DatabaseInUseException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    private final transient List<FileHolder> holders;

    DatabaseInUseException(Path file, List<FileHolder> holders) {
        super(file.toString(), null, reason(holders));
        this.holders = List.copyOf(holders);
    }

    /** Who has it open; empty where the system does not tell. */
    public List<FileHolder> holders() {
        return holders == null ? List.of() : holders;
    }

    private static String reason(List<FileHolder> holders) {
        String who =
                holders.isEmpty()
                        ? "some connection in this or another process"
                        : holders.stream()
                                .map(FileHolder::toString)
                                .collect(Collectors.joining("; "));
        return "still open by " + who + ". Close every connection to it, then delete it.";
    }
}
