package io.github.sqliteleak.toolkit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The processes that have a database open, found without opening a file of it: by the POSIX locks
 * in {@code /proc/locks}, and by the links in {@code /proc/PID/fd}, which also show a connection
 * that is open and holds no lock. Linux only; of other users' processes only the locks are visible.
 */
final class FileHolders {
    private static final Path PROC = Path.of("/proc");

    private FileHolders() {}

    /** Whether this system tells; if not, {@link #of} finds nobody. */
    static boolean areKnown() {
        return Files.isReadable(PROC.resolve("locks"));
    }

    static List<FileHolder> of(Path database) {
        if (!areKnown()) {
            return List.of();
        }
        Map<Long, Set<String>> uses = new TreeMap<>();
        List<Path> files = new ArrayList<>(WalFiles.auxiliaryFiles(database));
        files.add(database);
        for (Path file : files) {
            addLocks(file, uses);
        }
        addDescriptors(files, uses);
        return uses.entrySet().stream()
                .map(e -> FileHolder.of(e.getKey(), List.copyOf(e.getValue())))
                .toList();
    }

    private static void addLocks(Path file, Map<Long, Set<String>> uses) {
        try {
            boolean wal = file.toString().endsWith(WalFiles.SHM);
            String id = FileLock.deviceAndInode(file);
            for (String line : Files.readAllLines(PROC.resolve("locks"))) {
                FileLock.parse(line)
                        .filter(lock -> lock.file().equals(id))
                        .ifPresent(lock -> add(uses, lock.pid(), lock.use(wal)));
            }
        } catch (IOException gone) {
            // Without the file there is no lock on it that matters.
        }
    }

    private static void addDescriptors(List<Path> files, Map<Long, Set<String>> uses) {
        Set<Path> targets = new TreeSet<>();
        for (Path file : files) {
            try {
                targets.add(file.toRealPath());
            } catch (IOException gone) {
                // Likewise.
            }
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (hasOpen(process, targets)) {
                    add(uses, Long.parseLong(process.getFileName().toString()), "open");
                }
            }
        } catch (IOException | RuntimeException e) {
            // The locks found so far stand.
        }
    }

    private static boolean hasOpen(Path process, Set<Path> targets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (targets.contains(Files.readSymbolicLink(descriptor))) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException e) {
            // Ended meanwhile, or another user's.
        }
        return false;
    }

    private static void add(Map<Long, Set<String>> uses, long pid, String use) {
        uses.computeIfAbsent(pid, p -> new TreeSet<>()).add(use);
    }
}
