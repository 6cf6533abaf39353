package io.github.sqliteleak.report.json;

import io.github.sqliteleak.files.PrivateFolder;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakReport;
import java.io.IOException;
import java.io.Writer;
import java.util.Random;

/** What stands in the files of a JVM, and their name. */
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

    /** Without what its kind adds to it. */
    static String newName(JvmInfo jvm, Random random) {
        return "leaks-"
                + jvm.pid()
                + '-'
                + jvm.startedAt().toEpochMilli()
                + '-'
                + Integer.toHexString(random.nextInt() | 0x8000_0000);
    }
}
