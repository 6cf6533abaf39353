package io.github.sqliteleak.report;

import io.github.sqliteleak.files.PrivateFolder;
import java.io.IOException;
import java.io.Writer;

/** What stands in the files of a JVM. */
final class ReportContent {
    private ReportContent() {}

    record Text(String text) implements PrivateFolder.Content {
        @Override
        public void writeTo(Writer out) throws IOException {
            out.write(text);
        }
    }

    record Json(LeakReport report) implements PrivateFolder.Content {
        @Override
        public void writeTo(Writer out) throws IOException {
            JsonReport.write(report, out);
        }
    }
}
