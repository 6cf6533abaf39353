package io.github.sqliteleak.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders that go with the JVM at the latest: when a test ends it by {@code System.exit}, or
 * somebody stops the run, no test comes to its end.
 */
final class ExitDeletion {
    private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();
    private static boolean hooked;

    private ExitDeletion() {}

    static void add(Path folder) {
        FOLDERS.add(folder);
        hook();
    }

    /** It is gone, or it is to stay. */
    static void forget(Path folder) {
        FOLDERS.remove(folder);
    }

    /**
     * When all hooks have ended, and with them what they close: of a folder that could not be
     * deleted. Nothing when it is gone. Folders in it stay, and it with them.
     */
    static void lastOfAll(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        // The JVM deletes in the reverse order.
        folder.toFile().deleteOnExit();
        Path file = folder.resolve(TemporaryFile.NAME);
        for (String beside : List.of("", "-journal", "-wal", "-shm")) {
            file.resolveSibling(TemporaryFile.NAME + beside).toFile().deleteOnExit();
        }
        try {
            for (Path each : Removal.contents(folder)) {
                each.toFile().deleteOnExit();
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Those that are known by their names will do.
        }
    }

    private static synchronized void hook() {
        if (hooked) {
            return;
        }
        hooked = true;
        try {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(ExitDeletion::deleteAll, "sqlite-leak-junit-folders"));
        } catch (IllegalStateException e) {
            // The end has begun: this test is not going to run for long.
        }
    }

    private static void deleteAll() {
        for (Path folder : FOLDERS) {
            try {
                delete(folder);
            } catch (IOException e) {
                System.err.println("sqlite-leak-junit: cannot delete " + folder + ": " + e);
            }
        }
    }

    /** Nobody is asked who has it open: what this JVM has open ends with it. */
    private static void delete(Path path) throws IOException {
        try {
            if (Removal.isFolder(Removal.attributes(path))) {
                for (Path inside : Removal.contents(path)) {
                    delete(inside);
                }
            }
        } catch (NoSuchFileException goneMeanwhile) {
            return;
        }
        Files.deleteIfExists(path);
    }
}
