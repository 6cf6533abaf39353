package io.github.sqliteleak.junit;

import io.github.sqliteleak.toolkit.DatabaseInUseException;
import io.github.sqliteleak.toolkit.FileHolder;
import io.github.sqliteleak.toolkit.WalFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

/**
 * Deletes a database with its folder. What is still open is waited for, since on Windows a file
 * that a virus scanner or a late close holds cannot be deleted, and on Linux it could be but should
 * not.
 */
final class Removal {
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CHECKPOINT_TIMEOUT = Duration.ofMillis(100);

    private final Path file;
    private final Supplier<List<String>> openSites;
    private final Duration timeout;

    private Removal(Path file, Supplier<List<String>> openSites, Duration timeout) {
        this.file = file;
        this.openSites = openSites;
        this.timeout = timeout;
    }

    /** Of a database to which nobody but the caller had access. */
    static Removal ofDatabase(Path file) {
        return new Removal(file, List::of, TIMEOUT);
    }

    /** Of a database that tests have opened by this data source, or in other ways. */
    static Removal of(Path file, TestDataSource dataSource) {
        return new Removal(file, () -> openSites(file, dataSource), TIMEOUT);
    }

    /** With another limit, and with sites that the caller knows. */
    static Removal of(Path file, List<String> openSites, Duration timeout) {
        return new Removal(file, () -> openSites, timeout);
    }

    /**
     * Takes 2 s at most.
     *
     * @throws AssertionFailedError when it is still open then, with who has it open; the file stays
     */
    void run() throws IOException {
        if (isGoneAtOnce()) {
            return;
        }
        checkpoint();
        long end = System.nanoTime() + timeout.toNanos();
        try {
            WalFiles.delete(file, timeout);
            deleteFolder(Objects.requireNonNull(file.getParent()), end);
        } catch (DatabaseInUseException e) {
            throw new AssertionFailedError(message(e), e);
        }
    }

    /** As nearly always. */
    private boolean isGoneAtOnce() {
        if (OpenLook.isOpen(file)) {
            return false;
        }
        try {
            Files.deleteIfExists(file);
            for (Path beside : WalFiles.auxiliaryFiles(file)) {
                Files.deleteIfExists(beside);
            }
            Files.deleteIfExists(Objects.requireNonNull(file.getParent()));
            return true;
        } catch (IOException e) {
            // Refused, or there is more in the folder: now with all patience.
            return false;
        }
    }

    /** Closing the last connection does it, but not when that one was closed in mid-flight. */
    private void checkpoint() {
        try {
            if (!WalFiles.auxiliaryFiles(file).isEmpty()) {
                WalFiles.checkpointTruncate(file, CHECKPOINT_TIMEOUT);
            }
        } catch (SQLException e) {
            // It is about to be deleted; who is in the way is found there.
        }
    }

    /** With what a test has put beside its database. */
    private static void deleteFolder(Path folder, long end) throws IOException {
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(others::add);
        }
        for (Path other : others) {
            if (Files.isDirectory(other)) {
                deleteFolder(other, end);
            } else {
                long left = Math.max(0, end - System.nanoTime());
                WalFiles.delete(other, Duration.ofNanos(left));
            }
        }
        WalFiles.delete(folder, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    private static List<String> openSites(Path file, TestDataSource dataSource) {
        Agent agent = Agent.present();
        if (agent == null) {
            return dataSource.openSites();
        }
        List<String> sites = new ArrayList<>();
        for (OpenedConnection connection : agent.open(null)) {
            if (connection.file() != null && isSame(connection.file(), file)) {
                sites.add(connection.openSite() + " by thread \"" + connection.thread() + '"');
            }
        }
        return sites;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return one.equals(other);
        }
    }

    private String message(DatabaseInUseException inUse) {
        StringBuilder text = new StringBuilder("cannot delete the test's database, it is kept: ");
        text.append(inUse.getFile());
        List<String> sites = openSites.get();
        for (String site : sites) {
            text.append("\n  still open: opened at ").append(site);
        }
        boolean told = !sites.isEmpty();
        for (FileHolder holder : inUse.holders()) {
            if (!holder.isThisProcess()) {
                text.append("\n  still open in another process: ").append(holder);
                told = true;
            }
        }
        if (!told && !inUse.holders().isEmpty()) {
            text.append("\n  still open in this JVM; to learn where it was opened, start it with ");
            text.append(AgentJar.argument());
        } else if (!told) {
            text.append("\n  the system refused: ").append(refusal(inUse));
        }
        text.append("\n  fix: close each connection to it before the test ends");
        return text.toString();
    }

    private static String refusal(DatabaseInUseException inUse) {
        Throwable[] suppressed = inUse.getSuppressed();
        return suppressed.length == 0 ? "it is still open somewhere" : suppressed[0].toString();
    }
}
