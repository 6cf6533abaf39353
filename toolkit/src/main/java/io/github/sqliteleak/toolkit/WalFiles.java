package io.github.sqliteleak.toolkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files beside a database: {@code -wal}, {@code -shm}, {@code -journal}. No byte of them or of
 * the database is read by Java IO, which would drop the locks of SQLite in this process.
 */
public final class WalFiles {
    static final String WAL = "-wal";
    static final String SHM = "-shm";
    static final String JOURNAL = "-journal";

    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration DELETE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private WalFiles() {}

    /** Those that exist. */
    public static List<Path> auxiliaryFiles(Path database) {
        return Stream.of(WAL, SHM, JOURNAL)
                .map(suffix -> beside(database, suffix))
                .filter(Files::exists)
                .toList();
    }

    /** As {@link #checkpointTruncate(Path, Duration)}, waiting up to 1 s. */
    public static CheckpointResult checkpointTruncate(Path database) throws SQLException {
        return checkpointTruncate(database, BUSY_TIMEOUT);
    }

    /**
     * Moves the whole WAL into the database, on a connection of its own that never creates the
     * database. When that connection is the last one, SQLite removes -wal and -shm; a hot rollback
     * journal is rolled back.
     *
     * @param busyTimeout how long to wait for readers and writers in the way; when it was not
     *     enough, the result says busy
     * @throws SQLException when the file does not exist, is no database or cannot be written
     */
    public static CheckpointResult checkpointTruncate(Path database, Duration busyTimeout)
            throws SQLException {
        if (!Files.exists(database)) {
            throw new SQLException("There is no database to checkpoint: " + database);
        }
        return Checkpoint.truncate(database.toAbsolutePath(), busyTimeout);
    }

    /** As {@link #delete(Path, Duration)}, waiting up to 5 s. */
    public static List<Path> delete(Path database) throws IOException {
        return delete(database, DELETE_TIMEOUT);
    }

    /**
     * Deletes the database and what lies beside it, once nobody has it open any more. The database
     * goes first: what it would leave behind SQLite discards, while a database without its WAL has
     * lost writes. A link goes alone, and what it leads to stays: pass {@link Path#toRealPath} for
     * the database itself.
     *
     * @param timeout how long to try, with pauses that grow
     * @return what was deleted; empty when nothing was there
     * @throws DatabaseInUseException when it is still open, with the holders (Linux); nothing is
     *     deleted then, unless the exception names a file beside the database: that one alone was
     *     held (Windows), and the database has gone
     * @throws FileSystemException at once with the system's own reason when that is another one
     *     than an open file, such as missing access rights, and when the path, or one beside it, is
     *     a folder, which is never deleted
     */
    public static List<Path> delete(Path database, Duration timeout) throws IOException {
        if (Files.isSymbolicLink(database)) {
            Files.delete(database);
            return List.of(database);
        }
        refuseFolders(database);
        long end = System.nanoTime() + Durations.nanos(timeout);
        Duration pause = Duration.ofMillis(5);
        while (true) {
            List<FileHolder> holders = FileHolders.of(database);
            FileSystemException refusal = null;
            if (holders.isEmpty()) {
                try {
                    return deleteNow(database);
                } catch (FileSystemException e) {
                    refusal = e;
                    if (!canPass(database, e)) {
                        throw e;
                    }
                }
            }
            if (System.nanoTime() - end >= 0) {
                throw inUse(database, holders, refusal);
            }
            sleep(pause, end);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Before anything is deleted: a folder beside it would be, too, when it is empty. */
    private static void refuseFolders(Path database) throws FileSystemException {
        for (Path file : allFiles(database)) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileSystemException(
                        file.toString(), null, "This is a folder, no database; it is left alone.");
            }
        }
    }

    /**
     * Windows refuses while a file is open, and for a moment after. Where the holders are known and
     * there are none, an open file is not the reason, and waiting does not help. They are known of
     * the system's own file system alone.
     */
    private static boolean canPass(Path database, FileSystemException refusal) {
        boolean known =
                FileHolders.areKnown() && database.getFileSystem() == FileSystems.getDefault();
        return !known
                && !(refusal instanceof DirectoryNotEmptyException)
                && !(refusal instanceof NotDirectoryException);
    }

    /**
     * Waits until no auxiliary file is left, as when other processes close the database.
     *
     * @return whether none is left
     */
    public static boolean awaitRemoval(Path database, Duration timeout)
            throws InterruptedException {
        long end = System.nanoTime() + Durations.nanos(timeout);
        while (!auxiliaryFiles(database).isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return true;
    }

    /**
     * Looks at a database, also one that others are using, and changes nothing.
     *
     * @throws NoSuchFileException when it does not exist
     */
    public static WalStatus status(Path database) throws IOException {
        if (!Files.exists(database)) {
            throw new NoSuchFileException(database.toString());
        }
        List<FileHolder> holders = FileHolders.of(database);
        return new WalStatus(
                journalMode(database),
                walBytes(database),
                auxiliaryFiles(database),
                holders,
                FileHolders.areKnown());
    }

    /** Beside the file itself: SQLite follows a link before it names the others. */
    static Path beside(Path database, String suffix) {
        Path real = real(database);
        return real.resolveSibling(real.getFileName() + suffix);
    }

    private static Path real(Path database) {
        try {
            return database.toRealPath();
        } catch (IOException missing) {
            return database.toAbsolutePath().normalize();
        }
    }

    /** Length of the -wal file, 0 without one. */
    static long walBytes(Path database) {
        return bytes(beside(database, WAL));
    }

    static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException missing) {
            return 0;
        }
    }

    private static @Nullable String journalMode(Path database) {
        try {
            return ReadOnlyLook.journalMode(database);
        } catch (SQLException unreadable) {
            return null;
        }
    }

    /** About the database, or about what is left of it. */
    private static DatabaseInUseException inUse(
            Path database, List<FileHolder> holders, @Nullable FileSystemException refusal) {
        List<Path> besides = auxiliaryFiles(database);
        boolean gone = !besides.isEmpty() && !Files.exists(database, LinkOption.NOFOLLOW_LINKS);
        return new DatabaseInUseException(gone ? besides.get(0) : database, holders, refusal);
    }

    private static List<Path> deleteNow(Path database) throws IOException {
        List<Path> deleted = new ArrayList<>();
        for (Path file : allFiles(database)) {
            if (Files.deleteIfExists(file)) {
                deleted.add(file);
            }
        }
        return deleted;
    }

    private static List<Path> allFiles(Path database) {
        List<Path> files = new ArrayList<>();
        files.add(database);
        files.addAll(auxiliaryFiles(database));
        return files;
    }

    private static void sleep(Duration pause, long end) throws InterruptedIOException {
        try {
            long left = Math.max(1, end - System.nanoTime());
            TimeUnit.NANOSECONDS.sleep(Math.min(pause.toNanos(), left));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting to delete a database");
        }
    }
}
