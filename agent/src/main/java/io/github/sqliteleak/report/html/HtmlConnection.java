package io.github.sqliteleak.report.html;

import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.words.CleanupWords;
import io.github.sqliteleak.report.words.Holds;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.SiteFacts;
import io.github.sqliteleak.report.words.TestText;
import io.github.sqliteleak.report.words.Words;
import java.time.Duration;
import java.util.List;

/** One leaked connection, as a row of a table. */
record HtmlConnection(LeakedConnection connection, ShortPath paths) {
    private static final int TESTS = 3;
    private static final int MARKUP = 400;

    String kind() {
        return SiteFacts.phrase(connection.kind());
    }

    String opened() {
        return HtmlPage.time(connection.openedAt());
    }

    String openFor() {
        return Words.duration(connection.open());
    }

    String unusedFor() {
        Duration unused = connection.sinceLastUse();
        return unused == null ? "not known" : Words.duration(unused);
    }

    String thread() {
        return connection.thread() + (connection.threadAlive() ? "" : " (has ended)");
    }

    List<String> tests() {
        return TestText.phrases(connection, TESTS);
    }

    String database() {
        return paths.of(connection.database());
    }

    List<String> holds() {
        return Holds.lines(List.of(connection), false);
    }

    /** About how many characters it takes on the page. */
    int length() {
        int length = MARKUP + thread().length() + database().length();
        for (List<String> lines : List.of(tests(), holds(), cleanup())) {
            length += String.join("\n", lines).length();
        }
        return length;
    }

    List<String> cleanup() {
        return CleanupWords.outcome(connection).lines().limit(12).toList();
    }
}
