package io.github.sqliteleak.report.console;

import io.github.sqliteleak.report.words.LockCauseWords;
import io.github.sqliteleak.report.words.LockFix;
import io.github.sqliteleak.report.words.LockWords;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.Words;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that met a lock, on the console: who held it, why, and what to do. */
final class LockText {
    private static final int SHOWN = 10;

    private static final int HOLDERS = 5;

    /** A wait that ended well is printed from this length on, unless everything is asked for. */
    private static final long LONG_MILLIS = 1_000;

    private final ConsolePage page;
    private final boolean all;
    private final ShortPath paths;

    LockText(ConsolePage page, boolean all, ShortPath paths) {
        this.page = page;
        this.all = all;
        this.paths = paths;
    }

    void write(List<LockWaitGroup> waits) {
        List<LockWaitGroup> chosen = worthPrinting(waits);
        int shown = all ? chosen.size() : Math.min(SHOWN, chosen.size());
        for (LockWaitGroup wait : chosen.subList(0, shown)) {
            write(wait);
        }
        if (shown < chosen.size()) {
            page.line().text("  … and " + Words.count(chosen.size() - shown, "more place"));
            page.text(" where the database was locked").line();
        }
    }

    /** Failures first. */
    private List<LockWaitGroup> worthPrinting(List<LockWaitGroup> waits) {
        List<LockWaitGroup> chosen = new ArrayList<>();
        int failed = 0;
        for (LockWaitGroup wait : waits) {
            if (wait.timedOut() > 0) {
                chosen.add(failed++, wait);
            } else if (all || wait.maxMillis() >= LONG_MILLIS) {
                chosen.add(wait);
            }
        }
        return chosen;
    }

    private void write(LockWaitGroup wait) {
        page.line().text("  ").text(ConsolePage.YELLOW, LockWords.title(wait)).line();
        page.text("    ");
        page.text(
                        ConsolePage.BOLD,
                        wait.waiterSite() == null
                                ? "at an unknown place"
                                : "at " + wait.waiterSite())
                .line();
        String database = wait.database();
        page.field("database")
                .text(database == null ? LockWords.UNKNOWN_DATABASE : paths.of(database))
                .line();
        if (wait.timedOut() > 0) {
            boolean allFailed = wait.timedOut() == wait.count();
            // The longest wait may be one that ended well.
            String after = allFailed ? after(wait.maxMillis()) : "";
            field("code", String.join(", ", wait.resultCodes()) + after);
            field("waited", allFailed ? null : "up to " + duration(wait.maxMillis()));
        }
        field("why", LockCauseWords.why(wait));
        // A stale snapshot or a missing timeout needs no holder to be a reason.
        if (wait.cause() == null || !wait.holders().isEmpty()) {
            writeHolders(wait);
        }
        @Nullable String fix = LockFix.of(wait);
        if (fix != null) {
            page.field("fix").text(ConsolePage.GREEN, fix).line();
        }
    }

    private static String after(long millis) {
        return millis == 0 ? " at once" : " after up to " + duration(millis);
    }

    private static String duration(long millis) {
        return Words.duration(Duration.ofMillis(millis));
    }

    private void writeHolders(LockWaitGroup wait) {
        if (wait.holders().isEmpty()) {
            field("held by", LockWords.noHolder(wait, "this"));
        }
        String label = "held by";
        List<LockHolder> holders = wait.holders();
        int shown = all ? holders.size() : Math.min(HOLDERS, holders.size());
        for (LockHolder holder : holders.subList(0, shown)) {
            field(label, LockWords.holder(holder));
            field("", LockWords.share(wait, holder));
            field("", LockWords.threadWait(holder));
            field("", LockWords.opened(holder));
            field("", LockWords.unknownPlace(holder));
            label = "";
        }
        if (shown < holders.size()) {
            field("", "and " + (holders.size() - shown) + " more, for less of the time");
        }
    }

    private void field(String label, @Nullable String text) {
        if (text != null) {
            page.field(label).text(text).line();
        }
    }
}
