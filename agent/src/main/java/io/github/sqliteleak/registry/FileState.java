package io.github.sqliteleak.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Length and time of a database and of its WAL, as the directory has them: a look that opens
 * neither.
 *
 * @param database empty when it is in memory
 */
record FileState(String database, String wal) {
    static FileState of(DatabaseFile database) {
        Path path = database.path();
        return path == null
                ? new FileState("", "")
                : new FileState(
                        entry(path), entry(path.resolveSibling(path.getFileName() + "-wal")));
    }

    boolean isKnown() {
        return !database.isEmpty();
    }

    private static String entry(Path file) {
        try {
            BasicFileAttributes entry = Files.readAttributes(file, BasicFileAttributes.class);
            return entry.size() + " " + entry.lastModifiedTime();
        } catch (NoSuchFileException e) {
            return "none";
        } catch (IOException e) {
            return "";
        }
    }
}
