package io.github.sqliteleak.report.json;

import io.github.sqliteleak.files.PrivateFolder;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The answer of a JVM that was asked what is open now: a report, or a line that says why there is
 * none.
 */
public final class DumpFile {
    private static final String NO_AGENT = "the agent is not in it";

    private static final String NOTHING_YET = "it has opened no connection yet";

    private static final String REFUSAL = "refused: ";

    private DumpFile() {}

    public static void write(Path file, LeakReport report) {
        write(file, new ReportContent.Json(report));
    }

    /** Writes that there is no report because the agent has not been started. */
    public static void refuseWithoutAgent(Path file) {
        refuse(file, NO_AGENT);
    }

    /** Whether the agent has not been started in the JVM that answers. */
    public static boolean lacksAgent(String text) {
        return text.equals(REFUSAL + NO_AGENT);
    }

    /**
     * Writes why there is no report.
     *
     * @param why in words that follow "cannot dump PID:"
     */
    public static void refuse(Path file, String why) {
        write(file, new ReportContent.Text(REFUSAL + why));
    }

    private static void write(Path file, PrivateFolder.Content content) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || file.getFileName() == null) {
            return;
        }
        try (PrivateFolder target = PrivateFolder.open(folder)) {
            target.write(file.getFileName().toString(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts a later answer in the place of the one before.
     *
     * @return false when the folder is gone, or cannot be written to: nobody reads it any more
     */
    public static boolean replace(Path file, LeakReport report) {
        return replace(file, new ReportContent.Json(report));
    }

    /** The same where no connection was opened yet. */
    public static boolean replaceWithNothing(Path file) {
        return replace(file, new ReportContent.Text(REFUSAL + NOTHING_YET));
    }

    private static boolean replace(Path file, PrivateFolder.Content content) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || file.getFileName() == null) {
            return false;
        }
        String name = file.getFileName().toString();
        String next = name + ".next";
        try (PrivateFolder target = PrivateFolder.open(folder)) {
            target.delete(next);
            target.write(next, content);
            target.move(next, name);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes away what {@link #replace} made, and the folder if nothing else is in it. */
    public static void removeWithFolder(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".next"));
            Path folder = file.getParent();
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // Then it stays, in the folder for temporary files.
            return;
        }
    }

    /** Whether no connection was opened yet in the JVM that answers. */
    public static boolean hasNothingYet(String text) {
        return text.equals(REFUSAL + NOTHING_YET);
    }

    /** Writes that no connection was opened yet. */
    public static void refuseWithNothing(Path file) {
        refuse(file, NOTHING_YET);
    }

    /**
     * Looks no further than whether it is one: that of very many connections takes its time to
     * read.
     *
     * @throws ReportFormatException with the words of the refusal
     */
    public static void requireReport(String text) throws ReportFormatException {
        if (text.startsWith(REFUSAL)) {
            throw new ReportFormatException(text.substring(REFUSAL.length()));
        }
    }

    /**
     * The report that is in the answer.
     *
     * @throws ReportFormatException with the words of the refusal, too
     */
    public static LeakReport read(String text) throws ReportFormatException {
        requireReport(text);
        return JsonReportReader.read(text);
    }
}
