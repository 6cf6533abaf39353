package io.github.sqliteleak.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * The files of one JVM in the report folder, which any number of JVMs may share: {@code
 * leaks-<pid>-<startMillis>-<random>.json}, and from start to end the marker {@code
 * ….started.json}, by which a report that never came is noticed, or one that is not the last word.
 * Readable by their owner only, where the file system knows owners. Each failure is an {@link
 * IOException} whose message stands on its own.
 */
public final class ReportFiles {
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};
    private static final int ATTEMPTS = 100;

    private final Path folder;
    private final String name;
    private final boolean madeFolder;
    private boolean finished;

    private ReportFiles(Path folder, String name, boolean madeFolder) {
        this.folder = folder;
        this.name = name;
        this.madeFolder = madeFolder;
    }

    /** Makes the folder when it is missing, and the marker in it. */
    public static ReportFiles start(Path folder, JvmInfo jvm) throws IOException {
        String marker = JsonReport.renderStarted(jvm);
        Random random = new Random();
        boolean madeFolder = Files.notExists(folder);
        try {
            for (int attempt = 1; ; attempt++) {
                ReportFiles files = new ReportFiles(folder, newName(jvm, random), madeFolder);
                try {
                    // Each time: another JVM that had nothing to report may just have removed it.
                    Files.createDirectories(folder);
                    if (!Files.exists(files.report())) {
                        writeNew(files.marker(), marker);
                        return files;
                    }
                } catch (FileAlreadyExistsException | NoSuchFileException e) {
                    boolean isFile = Files.exists(folder) && !Files.isDirectory(folder);
                    if (isFile || attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw FileTrouble.explained("cannot write to the report folder " + folder, e);
        }
    }

    /**
     * Puts the report in place at one stroke and takes the marker away. When that fails, the marker
     * stays and no part of the report is seen.
     *
     * @return the report's path
     */
    public synchronized Path finish(LeakReport report) throws IOException {
        finished = true;
        write(report);
        try {
            Files.deleteIfExists(marker());
        } catch (IOException e) {
            throw FileTrouble.explained("cannot delete " + marker(), e);
        }
        return report();
    }

    /**
     * Puts a report of what is known by now in place, for {@link #finish} to replace; the marker
     * stays. Does nothing after that one.
     */
    public synchronized void soFar(LeakReport report) throws IOException {
        if (!finished) {
            write(report);
        }
    }

    private void write(LeakReport report) throws IOException {
        Path temporary = folder.resolve(name + ".json.tmp");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(temporary);
            writeNew(temporary, JsonReport.render(report));
            moveIntoPlace(temporary);
        } catch (IOException e) {
            discard(temporary);
            throw FileTrouble.explained("cannot write the report " + report(), e);
        }
    }

    /**
     * Takes the marker away without a report, and the folder when it was made for it: there was
     * nothing to report on.
     */
    public void abandon() throws IOException {
        try {
            Files.deleteIfExists(marker());
            if (madeFolder) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // Another JVM uses it by now.
            return;
        } catch (IOException e) {
            throw FileTrouble.explained("cannot delete " + marker(), e);
        }
    }

    Path report() {
        return folder.resolve(name + ".json");
    }

    Path marker() {
        return folder.resolve(name + ".started.json");
    }

    private static String newName(JvmInfo jvm, Random random) {
        return "leaks-"
                + jvm.pid()
                + '-'
                + jvm.startedAt().toEpochMilli()
                + '-'
                + Integer.toHexString(random.nextInt() | 0x8000_0000);
    }

    private static void writeNew(Path file, String text) throws IOException {
        Files.createFile(file, readableByOwnerOnly(file));
        // By a stream: a channel is closed when its thread is interrupted.
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    private static FileAttribute<?>[] readableByOwnerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return NO_ATTRIBUTES;
        }
        Set<PosixFilePermission> permissions =
                EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    private void moveIntoPlace(Path temporary) throws IOException {
        try {
            Files.move(temporary, report(), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, report(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // It could not be written or moved either, and that failure is the one to tell.
        }
    }
}
