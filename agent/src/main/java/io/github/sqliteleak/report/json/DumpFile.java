package io.github.sqliteleak.report.json;

import io.github.sqliteleak.files.PrivateFolder;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * The answer of a JVM that was asked what is open now: a report, or a line that says why there is
 * none.
 */
public final class DumpFile {
    private static final String REFUSAL = "refused: ";

    private DumpFile() {}

    public static void write(Path file, LeakReport report) {
        write(file, new ReportContent.Json(report));
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
     * The report that is in the answer.
     *
     * @throws ReportFormatException with the words of the refusal, too
     */
    public static LeakReport read(String text) throws ReportFormatException {
        if (text.startsWith(REFUSAL)) {
            throw new ReportFormatException(text.substring(REFUSAL.length()));
        }
        return JsonReportReader.read(text);
    }
}
