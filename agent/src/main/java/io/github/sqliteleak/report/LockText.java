package io.github.sqliteleak.report;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that failed because of a lock, on the console: who held it, and what to do. */
final class LockText {
    private static final int SHOWN = 10;

    private final ConsolePage page;
    private final ShortPath paths;

    LockText(ConsolePage page, ShortPath paths) {
        this.page = page;
        this.paths = paths;
    }

    void write(List<LockWaitGroup> waits) {
        int shown = Math.min(SHOWN, waits.size());
        for (LockWaitGroup wait : waits.subList(0, shown)) {
            write(wait);
        }
        if (shown < waits.size()) {
            page.line().text("  … and " + Words.count(waits.size() - shown, "more place"));
            page.text(" where the database was locked").line();
        }
    }

    private void write(LockWaitGroup wait) {
        page.line().text("  ");
        page.text(
                        ConsolePage.YELLOW,
                        "database is locked: "
                                + Words.count(wait.timedOut(), "statement")
                                + " failed")
                .line();
        page.text("    ");
        page.text(
                        ConsolePage.BOLD,
                        wait.waiterSite() == null
                                ? "at an unknown place"
                                : "at " + wait.waiterSite())
                .line();
        page.field("database").text(paths.of(wait.database())).line();
        page.field("code")
                .text(
                        String.join(", ", wait.resultCodes())
                                + " after up to "
                                + Words.duration(Duration.ofMillis(wait.maxMillis())))
                .line();
        if (wait.holders().isEmpty()) {
            page.field("held by").text("not known: nobody was found when it failed").line();
        }
        String label = "held by";
        for (LockHolderInfo holder : wait.holders()) {
            page.field(label).text(LockWords.holder(holder)).line();
            if (holder.openSite() != null) {
                page.field("").text("opened at " + holder.openSite()).line();
            }
            label = "";
        }
        @Nullable String fix = LockWords.fix(wait);
        if (fix != null) {
            page.field("fix").text(ConsolePage.GREEN, fix).line();
        }
    }
}
