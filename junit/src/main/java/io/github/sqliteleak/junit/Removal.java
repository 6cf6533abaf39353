package io.github.sqliteleak.junit;

import io.github.sqliteleak.toolkit.WalFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.opentest4j.AssertionFailedError;

/**
 * Deletes a database with its folder. What is still open is waited for, since on Windows a file
 * that a virus scanner or a late close holds cannot be deleted, and on Linux it could be but should
 * not.
 */
final class Removal {
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Path file;
    private final OpenSites openSites;
    private final Duration timeout;
    private final boolean untilTheEnd;

    /** Whether the thread was to end a test by an interrupt, which is not to end this. */
    private boolean interrupted;

    private Removal(Path file, OpenSites openSites, Duration timeout, boolean untilTheEnd) {
        this.file = file;
        this.openSites = openSites;
        this.timeout = timeout;
        this.untilTheEnd = untilTheEnd;
    }

    /** Of a database to which nobody but the caller had access. */
    static Removal ofDatabase(Path file) {
        return new Removal(file, any -> List.of(), TIMEOUT, false);
    }

    /**
     * Of a database that tests have opened by this data source, or in other ways.
     *
     * @param untilTheEnd whether what cannot be deleted goes with the JVM
     */
    static Removal of(Path file, TestDataSource dataSource, Duration timeout, boolean untilTheEnd) {
        return new Removal(file, OpenSites.of(file, dataSource), timeout, untilTheEnd);
    }

    /** With another limit, and with sites that the caller knows. */
    static Removal of(Path file, List<String> openSites, Duration timeout) {
        return new Removal(file, any -> openSites, timeout, false);
    }

    /**
     * Takes 2 s at most, in a thread that is interrupted too. What links in the folder lead to
     * stays.
     *
     * @throws AssertionFailedError when it is still open then, with who has it open; the file stays
     */
    void run() throws IOException {
        if (isGoneAtOnce()) {
            return;
        }
        Path folder = Objects.requireNonNull(file.getParent());
        long end = System.nanoTime() + timeout.toNanos();
        interrupted = Thread.interrupted();
        try {
            if (!Files.isSymbolicLink(folder)) {
                checkpoint();
                // First: with what lies beside it, it is one.
                delete(file, end);
            }
            delete(folder, end);
        } catch (FileSystemException e) {
            throw new AssertionFailedError(KeptFile.of(e, file).message(openSites, untilTheEnd), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As nearly always. */
    private boolean isGoneAtOnce() {
        Path folder = Objects.requireNonNull(file.getParent());
        if (Files.isSymbolicLink(folder) || OpenLook.isOpen(file)) {
            return false;
        }
        try {
            Files.deleteIfExists(file);
            for (Path beside : WalFiles.auxiliaryFiles(file)) {
                Files.deleteIfExists(beside);
            }
            Files.deleteIfExists(folder);
            return true;
        } catch (IOException e) {
            // Refused, or there is more in the folder: now with all patience.
            return false;
        }
    }

    /** Closing the last connection does it, but not when that one was closed in mid-flight. */
    private void checkpoint() {
        try {
            if (!Files.isSymbolicLink(file) && !WalFiles.auxiliaryFiles(file).isEmpty()) {
                WalFiles.checkpointTruncate(file, CHECKPOINT_TIMEOUT);
            }
        } catch (SQLException e) {
            // It is about to be deleted; who is in the way is found there.
        }
    }

    /** A folder with what a test has put into it; of a link the link itself. */
    private void delete(Path path, long end) throws IOException {
        BasicFileAttributes is;
        try {
            is = attributes(path);
        } catch (NoSuchFileException goneAlready) {
            return;
        }
        boolean folder = isFolder(is);
        if (!folder && !is.isRegularFile()) {
            deleteItself(path, end);
            return;
        }
        if (folder) {
            for (Path inside : contents(path)) {
                delete(inside, end);
            }
            deleteItself(path, end);
            return;
        }
        while (true) {
            try {
                WalFiles.delete(path, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                return;
            } catch (InterruptedIOException e) {
                interrupted |= Thread.interrupted();
            }
        }
    }

    /** Of a link those of the link itself. */
    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isFolder(BasicFileAttributes attributes) {
        // On Windows a junction is a directory and something else, too.
        return attributes.isDirectory() && !attributes.isOther();
    }

    /** A database before the files beside it. */
    static List<Path> contents(Path folder) throws IOException {
        List<Path> contents = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(contents::add);
        }
        contents.sort(Comparator.comparing(Path::toString));
        return contents;
    }

    private void deleteItself(Path path, long end) throws IOException {
        while (true) {
            try {
                Files.deleteIfExists(path);
                return;
            } catch (FileSystemException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                interrupted |= Thread.interrupted();
            }
        }
    }
}
