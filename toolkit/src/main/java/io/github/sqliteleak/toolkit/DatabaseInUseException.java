package io.github.sqliteleak.toolkit;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database that is to be deleted is still open somewhere. Nothing of it was deleted, unless
 * {@link #getFile} is a file beside it: then that one alone was held.
 */
public final class DatabaseInUseException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    private final transient List<FileHolder> holders;

    /**
     * @param refusal what the system said; null when it was not asked
     */
    DatabaseInUseException(
            Path file, List<FileHolder> holders, @Nullable FileSystemException refusal) {
        super(file.toString(), null, systemsReason(refusal) + reason(holders));
        this.holders = List.copyOf(holders);
        if (refusal != null) {
            initCause(refusal);
        }
    }

    /** Who has it open; empty where the system does not tell. */
    public List<FileHolder> holders() {
        return holders == null ? List.of() : holders;
    }

    private static String systemsReason(@Nullable FileSystemException refusal) {
        if (refusal == null) {
            return "";
        }
        String reason = refusal.getReason();
        return (reason == null ? refusal.getClass().getSimpleName() : reason.strip()) + "; ";
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
