package io.github.sqliteleak.report.console;

import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.words.CleanupWords;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What became of the leaked connections of one site, on the console. */
final class CleanupText {
    private static final Pattern NOT_A_FRAME = Pattern.compile("\\n(?!\\s*at [\\w$])");

    private final ConsolePage page;

    CleanupText(ConsolePage page) {
        this.page = page;
    }

    void write(LeakSite group) {
        List<LeakedConnection> connections = group.connections();
        if (group.count() > connections.size()) {
            page.field("cleanup").text(CleanupWords.summary(group)).line();
            return;
        }
        String label = "cleanup";
        for (Map.Entry<String, Integer> outcome : CleanupWords.outcomes(connections).entrySet()) {
            page.field(label);
            if (connections.size() > 1) {
                page.text(outcome.getValue() + " ");
            }
            writeLines(outcome.getKey());
            label = "";
        }
    }

    /**
     * The detail may hold the stack of the thread in the way, a frame a line. No other text begins
     * a line: a build server might take it for a command to it, indented as it is.
     */
    private void writeLines(String text) {
        String outcome = NOT_A_FRAME.matcher(text).replaceAll(" ");
        String ansi = outcome.startsWith("NOT") ? ConsolePage.RED : null;
        int from = 0;
        int newline = outcome.indexOf('\n');
        while (newline >= 0) {
            writeLine(ansi, outcome.substring(from, newline).stripTrailing());
            page.field("").text("  ");
            from = newline + 1;
            newline = outcome.indexOf('\n', from);
            ansi = null;
        }
        writeLine(ansi, outcome.substring(from));
    }

    private void writeLine(@Nullable String ansi, String line) {
        if (ansi == null) {
            page.text(line.strip()).line();
        } else {
            page.text(ansi, line.strip()).line();
        }
    }
}
