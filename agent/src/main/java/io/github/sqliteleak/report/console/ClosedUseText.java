package io.github.sqliteleak.report.console;

import io.github.sqliteleak.report.UsedAfterClose;
import io.github.sqliteleak.report.words.ClosedUseWords;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.Words;
import java.util.List;

/** Connections that were used after closing, on a page for a terminal. */
final class ClosedUseText {
    private final ConsolePage page;
    private final ShortPath paths;

    ClosedUseText(ConsolePage page, ShortPath paths) {
        this.page = page;
        this.paths = paths;
    }

    /** One block for each pair of places. */
    void write(List<UsedAfterClose> uses) {
        int shown = Math.min(ConsoleReport.SHOWN, uses.size());
        for (UsedAfterClose use : uses.subList(0, shown)) {
            write(use);
        }
        if (shown < uses.size()) {
            page.line().text("  … and " + Words.count(uses.size() - shown, "more place"));
            page.text(" where a closed connection was used").line();
        }
    }

    private void write(UsedAfterClose use) {
        page.line().text("  ").text(ConsolePage.YELLOW, ClosedUseWords.title(use)).line();
        page.text("    ").text(ConsolePage.BOLD, ClosedUseWords.used(use)).line();
        page.field("closed").text(ClosedUseWords.closed(use)).line();
        page.field("database").text(paths.of(use.database())).line();
        if (use.sql() != null) {
            page.field("statement").text(use.sql()).line();
        }
        page.field("fix").text(ConsolePage.GREEN, ClosedUseWords.fix(use)).line();
    }
}
