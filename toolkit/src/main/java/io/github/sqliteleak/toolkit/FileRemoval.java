package io.github.sqliteleak.toolkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Removing files and folders where an open handle, or a virus scanner, may be in the way. */
public final class FileRemoval {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);
    private static final long POLL_MILLIS = 5;

    private FileRemoval() {}

    /**
     * Waits until a path, of whatever kind, is gone. A link is gone when itself is.
     *
     * @return whether it is
     */
    public static boolean awaitGone(Path path, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + Durations.nanos(timeout);
        while (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    /**
     * Deletes a folder with all that is in it. Links are deleted and not followed. What cannot be
     * deleted is tried again, with pauses that grow: Windows refuses while a file is open, and for
     * a moment after.
     *
     * @param timeout how long to try, in all
     * @throws FileSystemException with the system's reason and the path that could not be deleted;
     *     the rest may be gone. At once when the path is no folder
     */
    public static void deleteFolder(Path folder, Duration timeout) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(folder.toString(), null, "This is no folder.");
        }
        long end = System.nanoTime() + Durations.nanos(timeout);
        Duration pause = Duration.ofMillis(POLL_MILLIS);
        while (true) {
            try {
                deleteNow(folder);
                return;
            } catch (NoSuchFileException somebodyElseDeletes) {
                if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                    return;
                }
            } catch (FileSystemException e) {
                if (System.nanoTime() - end >= 0) {
                    throw e;
                }
                sleep(pause);
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /**
     * Gives handles that nobody refers to any more the chance to be closed: a garbage collection is
     * asked for and a moment waited. It helps with what has a cleaner, such as mapped files and old
     * drivers' connections, and not with a connection of a newer sqlite-jdbc, which is never closed
     * by itself.
     *
     * @param wait how long to wait
     */
    public static void releaseHandles(Duration wait) throws InterruptedException {
        System.gc();
        TimeUnit.NANOSECONDS.sleep(Durations.nanos(wait));
    }

    private static void deleteNow(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.deleteIfExists(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void sleep(Duration pause) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting to delete a folder");
        }
    }
}
