package io.github.sqliteleak.toolkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of {@code /proc/locks}, and what a lock on those bytes means to SQLite.
 *
 * @param file device and inode, {@code major:minor:inode}, the first two in hexadecimal
 * @see <a href="https://www.sqlite.org/walformat.html#locks">The locks on the -shm file</a>
 */
record FileLock(long pid, String file, boolean exclusive, long first, long last) {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\d+: (?:POSIX|OFDLCK) +\\w+ +(READ|WRITE) +(\\d+)"
                            + " +([0-9a-f]+:[0-9a-f]+:\\d+) +(\\d+) +(\\d+|EOF)");

    private static final long WAL_WRITE = 120;
    private static final long WAL_CHECKPOINT = 121;
    private static final long WAL_RECOVER = 122;
    private static final long WAL_FIRST_READER = 123;
    private static final long WAL_LAST_READER = 127;

    private static final long RESERVED = 0x40000001L;
    private static final long FIRST_SHARED = 0x40000002L;
    private static final long LAST_SHARED = FIRST_SHARED + 509;

    static Optional<FileLock> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String last = matcher.group(5);
        return Optional.of(
                new FileLock(
                        Long.parseLong(matcher.group(2)),
                        matcher.group(3),
                        matcher.group(1).equals("WRITE"),
                        Long.parseLong(matcher.group(4)),
                        last.equals("EOF") ? Long.MAX_VALUE : Long.parseLong(last)));
    }

    /** By stat alone, as {@link #file()} has it. */
    static String deviceAndInode(Path path) throws IOException {
        long device = ((Number) Files.getAttribute(path, "unix:dev")).longValue();
        long inode = ((Number) Files.getAttribute(path, "unix:ino")).longValue();
        long major = (device >>> 8 & 0xFFF) | (device >>> 32 & ~0xFFFL);
        long minor = (device & 0xFF) | (device >>> 12 & 0xFFFFFF00L);
        return String.format("%02x:%02x:%d", major, minor, inode);
    }

    /**
     * @param walIndex whether the lock is on a -shm file, else it is on the database
     */
    String use(boolean walIndex) {
        if (walIndex) {
            return useOfWal();
        }
        if (exclusive && covers(LAST_SHARED)) {
            return "exclusive";
        }
        return exclusive && covers(RESERVED) ? "writing" : "open";
    }

    private String useOfWal() {
        if (exclusive && covers(WAL_WRITE)) {
            return "writing";
        }
        if (exclusive && covers(WAL_CHECKPOINT)) {
            return "checkpointing";
        }
        if (exclusive && covers(WAL_RECOVER)) {
            return "recovering";
        }
        return first <= WAL_LAST_READER && last >= WAL_FIRST_READER ? "reading" : "open";
    }

    private boolean covers(long offset) {
        return first <= offset && offset <= last;
    }
}
