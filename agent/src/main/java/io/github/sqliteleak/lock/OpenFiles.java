package io.github.sqliteleak.lock;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who has which file open, as Linux tells it under {@code /proc}. Elsewhere nothing is known. */
public final class OpenFiles {
    private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path LOCKS = Path.of("/proc/locks");

    private OpenFiles() {}

    /** Device and inode of a file as {@code device:inode}; null when it is missing or has none. */
    public static @Nullable String identity(Path file) {
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino");
            return attributes.get("dev") + ":" + attributes.get("ino");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * The {@link #identity} of each file that this process has open; null when that cannot be told.
     */
    public static @Nullable Set<String> ofThisProcess() {
        Set<String> open = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN_DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                String identity = identity(descriptor);
                if (identity != null) {
                    open.add(identity);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return null;
        }
        return open;
    }

    /** The other processes that hold an SQLite lock on the file; empty when that cannot be told. */
    public static List<Long> lockedByOthers(Path file) {
        return lockedByOthers(file, 0, Long.MAX_VALUE);
    }

    /** The other processes that hold a lock on one of these bytes, the last one included. */
    static List<Long> lockedByOthers(Path file, long firstByte, long lastByte) {
        String identity = identity(file);
        List<Long> others = new ArrayList<>();
        if (identity == null) {
            return others;
        }
        long own = ProcessHandle.current().pid();
        try {
            for (String line : Files.readAllLines(LOCKS)) {
                LockLine lock = LockLine.parse(line);
                if (lock != null
                        && lock.pid() != own
                        && lock.identity().equals(identity)
                        && lock.start() <= lastByte
                        && lock.end() >= firstByte
                        && !others.contains(lock.pid())) {
                    others.add(lock.pid());
                }
            }
        } catch (IOException e) {
            return others;
        }
        return others;
    }

    /** Name of the program that a process runs, never its arguments; null when not known. */
    static @Nullable String program(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm")).trim();
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * One held lock of {@code /proc/locks}: {@code 1: POSIX ADVISORY WRITE 4711 fd:00:1234 120
     * 120}.
     */
    record LockLine(long pid, String identity, long start, long end) {
        private static final int HEX = 16;

        static @Nullable LockLine parse(String line) {
            String[] words = line.trim().split("\\s+", -1);
            if (words.length < 8 || words[1].equals("->")) {
                return null;
            }
            String[] id = words[5].split(":", -1);
            if (id.length != 3) {
                return null;
            }
            try {
                long device = device(Long.parseLong(id[0], HEX), Long.parseLong(id[1], HEX));
                return new LockLine(
                        Long.parseLong(words[4]),
                        device + ":" + id[2],
                        Long.parseLong(words[6]),
                        words[7].equals("EOF") ? Long.MAX_VALUE : Long.parseLong(words[7]));
            } catch (NumberFormatException e) {
                return null;
            }
        }

        /** As glibc's {@code makedev} puts the two numbers together. */
        private static long device(long major, long minor) {
            return ((major & 0xFFFFF000L) << 32)
                    | ((major & 0xFFF) << 8)
                    | ((minor & 0xFFFFFF00L) << 12)
                    | (minor & 0xFF);
        }
    }
}
