package io.github.sqliteleak.report.json;

import io.github.sqliteleak.files.PrivateFolder;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportVersion;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The files of one JVM in the report folder, which any number of JVMs may share: {@code
 * leaks-<pid>-<startMillis>-<random>.json}, and from start to end the marker {@code
 * ….started.json}, by which a report that never came is noticed, or one that is not the last word.
 * Readable by their owner only, where the file system knows owners. Each failure is an {@link
 * IOException} whose message stands on its own.
 */
public final class ReportFiles {
    private static final int ATTEMPTS = 100;

    private final Path folder;
    private final String name;
    private final boolean madeFolder;
    private final AtomicInteger versions = new AtomicInteger();
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();
    private ReportVersion inPlace = ReportVersion.NONE;
    private volatile boolean givenUp;

    private ReportFiles(Path folder, String name, boolean madeFolder) {
        this.folder = folder;
        this.name = name;
        this.madeFolder = madeFolder;
    }

    /** Makes the folder when it is missing, and the marker in it. */
    public static ReportFiles start(Path folder, JvmInfo jvm) throws IOException {
        String marker = JsonReport.renderStarted(jvm);
        Random random = new Random();
        boolean madeFolder = Files.notExists(folder, LinkOption.NOFOLLOW_LINKS);
        try {
            for (int attempt = 1; ; attempt++) {
                ReportFiles files =
                        new ReportFiles(folder, ReportContent.newName(jvm, random), madeFolder);
                try {
                    // Each time: another JVM that had nothing to report may just have removed it.
                    if (files.mark(marker)) {
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

    /** False when there is a report of that name. */
    private boolean mark(String marker) throws IOException {
        try (PrivateFolder target = PrivateFolder.make(folder)) {
            if (target.has(fileName())) {
                return false;
            }
            target.write(markerName(), new ReportContent.Text(marker));
            return true;
        }
    }

    /**
     * Puts the report in place at one stroke and takes the marker away. When that fails, the marker
     * stays and no part of the report is seen.
     *
     * @return the report's path
     */
    public Path finish(LeakReport report) throws IOException {
        return put(report, ReportVersion.WHOLE);
    }

    /**
     * Puts a report of what is known by now in place, for a later one to replace; the marker stays.
     * Does nothing once a report of the JVM's end is there.
     */
    public void soFar(LeakReport report) throws IOException {
        if (!hasLastWord()) {
            put(report, ReportVersion.SO_FAR);
        }
    }

    /**
     * Puts a version of the report in place at one stroke, unless a later one is there. The marker
     * is taken away by those that come at the end of the JVM. May be called by two threads at once:
     * neither waits while the other one writes.
     *
     * @return the report's path
     */
    public Path put(LeakReport report, ReportVersion version) throws IOException {
        if (givenUp) {
            return report();
        }
        String temporary = name + '.' + versions.incrementAndGet() + ".json.tmp";
        try (PrivateFolder target = PrivateFolder.make(folder)) {
            unfinished.add(temporary);
            try {
                target.write(temporary, new ReportContent.Json(report));
                if (!moveIntoPlace(target, temporary, version)) {
                    target.delete(temporary);
                }
            } catch (IOException e) {
                discard(target, temporary);
                if (!givenUp) {
                    throw e;
                }
            } finally {
                unfinished.remove(temporary);
            }
        } catch (IOException e) {
            throw FileTrouble.explained("cannot write the report " + report(), e);
        }
        if (version != ReportVersion.SO_FAR) {
            deleteMarker();
        }
        return report();
    }

    private synchronized boolean moveIntoPlace(
            PrivateFolder target, String temporary, ReportVersion version) throws IOException {
        if (version.compareTo(inPlace) < 0) {
            return false;
        }
        target.move(temporary, fileName());
        inPlace = version;
        return true;
    }

    /** Whether a report stands there that came at the end of the JVM. */
    public synchronized boolean hasLastWord() {
        return inPlace.compareTo(ReportVersion.SO_FAR) > 0;
    }

    /** Takes away what a thread has begun to write that is not going to get to its end. */
    public void giveUp() throws IOException {
        givenUp = true;
        if (!unfinished.isEmpty()) {
            try (PrivateFolder target = PrivateFolder.open(folder)) {
                for (String temporary : unfinished) {
                    target.delete(temporary);
                }
            }
        }
    }

    /**
     * Takes the marker away without a report, and the folder when it was made for it: there was
     * nothing to report on.
     */
    public void abandon() throws IOException {
        deleteMarker();
        try {
            if (madeFolder) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // Another JVM uses it by now.
            return;
        } catch (IOException e) {
            throw FileTrouble.explained("cannot delete " + folder, e);
        }
    }

    private void deleteMarker() throws IOException {
        try (PrivateFolder target = PrivateFolder.open(folder)) {
            target.delete(markerName());
        } catch (NoSuchFileException e) {
            // Somebody has deleted the folder.
            return;
        } catch (IOException e) {
            throw FileTrouble.explained("cannot delete " + marker(), e);
        }
    }

    private static void discard(PrivateFolder target, String temporary) {
        try {
            target.delete(temporary);
        } catch (IOException e) {
            // It could not be written or moved either, and that failure is the one to report.
        }
    }

    Path report() {
        return folder.resolve(fileName());
    }

    Path marker() {
        return folder.resolve(markerName());
    }

    private String fileName() {
        return name + ".json";
    }

    private String markerName() {
        return name + ".started.json";
    }
}
