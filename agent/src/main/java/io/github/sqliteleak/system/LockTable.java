package io.github.sqliteleak.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of file locks that Linux keeps in {@code /proc/locks}. Elsewhere it is empty. */
public final class LockTable {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int HEX = 16;

    private LockTable() {}

    /** The other processes that hold an SQLite lock on the file; empty when that is not known. */
    public static List<Long> lockedByOthers(Path file) {
        return List.copyOf(holders(read(file), 0, Long.MAX_VALUE, false));
    }

    /** Whether there is such a table, so that a lock that it does not list is not held. */
    public static boolean isReadable() {
        return Files.isReadable(LOCKS);
    }

    /** The locks that other processes hold on the file. */
    public static List<Lock> read(Path file) {
        return read(file, false);
    }

    /** The locks that this process holds on the file. */
    public static List<Lock> readOwn(Path file) {
        return read(file, true);
    }

    private static List<Lock> read(Path file, boolean ofThisProcess) {
        String identity = OpenFiles.identity(file);
        if (identity == null) {
            return List.of();
        }
        long own = ProcessHandle.current().pid();
        List<Lock> locks = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(LOCKS)) {
                Lock lock = parse(line);
                if (lock != null
                        && (lock.pid() == own) == ofThisProcess
                        && lock.identity().equals(identity)) {
                    locks.add(lock);
                }
            }
        } catch (IOException e) {
            // No Linux, or no right to look: nothing is known.
            return List.of();
        }
        return locks;
    }

    /** The processes whose locks cover one of these bytes, the last one included. */
    public static Set<Long> holders(
            List<Lock> locks, long firstByte, long lastByte, boolean onlyWrite) {
        Set<Long> pids = new LinkedHashSet<>();
        for (Lock lock : locks) {
            if (lock.start() <= lastByte
                    && lock.end() >= firstByte
                    && (lock.write() || !onlyWrite)) {
                pids.add(lock.pid());
            }
        }
        return pids;
    }

    /**
     * A lock that is held.
     *
     * @param pid 0 when the process is in another namespace
     * @param identity as {@link OpenFiles#identity}
     * @param end the last byte
     */
    public record Lock(long pid, String identity, boolean write, long start, long end) {}

    /**
     * One line: {@code 1: POSIX ADVISORY WRITE 4711 fd:00:1234 120 120}. Null for what is no held
     * POSIX lock, the only ones that SQLite takes.
     */
    public static @Nullable Lock parse(String line) {
        String[] words = line.trim().split("\\s+", -1);
        if (words.length < 8 || !words[1].equals("POSIX")) {
            return null;
        }
        String[] id = words[5].split(":", -1);
        if (id.length != 3) {
            return null;
        }
        try {
            long device = device(Long.parseLong(id[0], HEX), Long.parseLong(id[1], HEX));
            return new Lock(
                    Long.parseLong(words[4]),
                    device + ":" + id[2],
                    words[3].equals("WRITE"),
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
