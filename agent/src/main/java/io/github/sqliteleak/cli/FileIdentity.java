package io.github.sqliteleak.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/** Tells whether two paths lead to one file, by symbolic links or hard ones. */
final class FileIdentity {
    /** Some network file systems give two files the same key: these differ in the rest. */
    private record FileFacts(Object key, long size, FileTime modified) {}

    private FileIdentity() {}

    static Object ofFolder(Path folder, BasicFileAttributes facts) throws IOException {
        // Windows has no keys.
        return facts.fileKey() == null ? folder.toRealPath() : facts.fileKey();
    }

    /** Each file by the first of its names. */
    static List<Path> distinct(SortedSet<Path> files) {
        List<Path> distinct = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Path file : files) {
            if (seen.add(ofFile(file))) {
                distinct.add(file);
            }
        }
        return List.copyOf(distinct);
    }

    private static Object ofFile(Path file) {
        try {
            BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
            return facts.fileKey() == null
                    ? file.toRealPath()
                    : new FileFacts(facts.fileKey(), facts.size(), facts.lastModifiedTime());
        } catch (IOException e) {
            // Whoever reads it says why it cannot be read.
            return file;
        }
    }
}
