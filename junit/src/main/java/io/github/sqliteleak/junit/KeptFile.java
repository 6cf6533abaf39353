package io.github.sqliteleak.junit;

import io.github.sqliteleak.toolkit.DatabaseInUseException;
import io.github.sqliteleak.toolkit.FileHolder;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/**
 * What could not be deleted.
 *
 * @param file the test's database, or what is beside it
 */
record KeptFile(Path file, boolean isDatabase, FileSystemException failure) {
    static KeptFile of(FileSystemException failure, Path database) {
        String name = failure.getFile();
        Path file = name == null ? database : database.getFileSystem().getPath(name);
        return new KeptFile(file, file.equals(database), failure);
    }

    /**
     * With who has it open.
     *
     * @param untilTheEnd whether it goes with the JVM
     */
    String message(OpenSites openSites, boolean untilTheEnd) {
        StringBuilder text = new StringBuilder("cannot delete ");
        text.append(isDatabase ? "the test's database" : "what is beside the test's database");
        text.append(untilTheEnd ? ", it is kept until the JVM ends: " : ", it is kept: ");
        text.append(file);
        List<String> sites = openSites.of(database()).stream().distinct().toList();
        for (String site : sites) {
            text.append("\n  still open: ").append(site);
        }
        boolean told = !sites.isEmpty();
        List<FileHolder> holders =
                failure instanceof DatabaseInUseException inUse ? inUse.holders() : List.of();
        for (FileHolder holder : holders) {
            if (!holder.isThisProcess()) {
                text.append("\n  still open in another process: ").append(holder);
                told = true;
            }
        }
        String fix = "close each connection to it before the test ends";
        if (!told && holders.isEmpty()) {
            text.append("\n  the system refused: ").append(refusal());
        } else if (!told && Agent.present() != null) {
            text.append("\n  still open in this JVM, and none of its open connections was opened");
            text.append(" to it: one may have it attached, or other code has the file open");
            fix += ", or DETACH it";
        } else if (!told) {
            text.append("\n  still open in this JVM; to learn where it was opened, start it with ");
            text.append(AgentJar.argument());
        }
        text.append("\n  fix: ").append(fix);
        return text.toString();
    }

    /** That the file belongs to. */
    private Path database() {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.replaceFirst("-(wal|shm|journal)$", ""));
    }

    private String refusal() {
        Throwable cause = failure.getCause();
        return (cause == null ? failure : cause).toString();
    }
}
