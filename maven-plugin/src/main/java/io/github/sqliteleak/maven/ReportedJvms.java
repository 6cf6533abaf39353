package io.github.sqliteleak.maven;

import io.github.sqliteleak.files.PlainFile;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.json.JsonReportReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVMs that the reports and markers in some folders are of. */
record ReportedJvms(List<ReportedJvm> all) {
    static ReportedJvms in(List<Path> folders) throws IOException {
        List<ReportedJvm> all = new ArrayList<>();
        for (Path folder : folders) {
            for (Path file : ReportFolders.files(folder)) {
                all.add(read(file));
            }
        }
        return new ReportedJvms(List.copyOf(all));
    }

    /** Each report begins as its marker does. */
    private static ReportedJvm read(Path file) throws IOException {
        long written = ReportFolders.written(file);
        try {
            JvmInfo jvm = JsonReportReader.readStarted(PlainFile.read(file));
            return new ReportedJvm(jvm.main(), jvm.startedAt().toEpochMilli(), written);
        } catch (ReportFormatException | IOException e) {
            // Cut off, or a link that leads nowhere, which the command line tells of.
            return new ReportedJvm(null, written, written);
        }
    }

    boolean ran(TestResult result, long clocksApartMillis) {
        return all.stream().anyMatch(jvm -> jvm.ran(result, clocksApartMillis));
    }

    /** When the first of them started, in milliseconds since 1970. */
    long firstStart() {
        return all.stream().mapToLong(ReportedJvm::startedMillis).min().orElse(0);
    }

    boolean wroteSince(long millis) {
        return all.stream().anyMatch(jvm -> jvm.writtenMillis() >= millis);
    }
}
