package io.github.sqliteleak.cli;

import io.github.sqliteleak.attach.Attachment;
import io.github.sqliteleak.attach.RefusedException;
import io.github.sqliteleak.files.PlainFile;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.json.DumpFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A running JVM that puts what is open into a file, again and again, until that is closed. It is
 * attached to once.
 */
final class WatchedJvm implements AutoCloseable {
    private final long pid;
    private final Path file;

    private WatchedJvm(long pid, Path file) {
        this.pid = pid;
        this.file = file;
    }

    /** Has it begin; brings the agent where it is not. */
    static WatchedJvm begin(Terminal terminal, long pid)
            throws RefusedException, IOException, ReportFormatException {
        Path folder = Files.createTempDirectory("sqlite-leak-watch");
        WatchedJvm watched = new WatchedJvm(pid, folder.resolve("moment.json"));
        try {
            watched.ask();
            if (DumpFile.lacksAgent(watched.text()) && new DumpedJvm(terminal, pid).bring()) {
                watched.ask();
            }
            watched.now();
            return watched;
        } catch (RefusedException | IOException | ReportFormatException e) {
            watched.close();
            throw e;
        }
    }

    private void ask() throws RefusedException {
        new Attachment(pid).ask("watch=" + ProcessHandle.current().pid() + ';' + file);
    }

    /** Whether it still runs. */
    boolean runs() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /**
     * The latest.
     *
     * @return null while no connection was opened yet
     * @throws ReportFormatException when it does not answer
     */
    @Nullable LeakReport now() throws IOException, ReportFormatException {
        String text = text();
        return DumpFile.hasNothingYet(text) ? null : DumpFile.read(text);
    }

    private String text() throws IOException, ReportFormatException {
        try {
            return PlainFile.read(file);
        } catch (NoSuchFileException e) {
            throw new ReportFormatException(DumpedJvm.NO_ANSWER);
        }
    }

    /** It stops at its next look. */
    @Override
    public void close() {
        DumpFile.removeWithFolder(file);
    }
}
