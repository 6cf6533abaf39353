package io.github.sqliteleak.report.html;

import io.github.sqliteleak.report.words.LockCauseWords;
import io.github.sqliteleak.report.words.LockFix;
import io.github.sqliteleak.report.words.LockWords;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.Words;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits of one place for a lock, on the page. */
record HtmlLock(String id, LockWaitGroup group, ShortPath paths) {
    HtmlFrame site() {
        String site = group.waiterSite();
        return site == null ? new HtmlFrame("", "an unknown place", "", false) : HtmlFrame.of(site);
    }

    String title() {
        int well = group.count() - group.timedOut();
        if (group.timedOut() == 0) {
            return Words.count(well, "wait") + " for a lock, which ended well";
        }
        String failed =
                LockWords.isCheckpoint(group)
                        ? "Checkpoint stayed busy " + Words.count(group.timedOut(), "time")
                        : Words.count(group.timedOut(), "statement")
                                + " failed: database is locked";
        return well == 0 ? failed : failed + "; " + Words.count(well, "wait") + " ended well";
    }

    boolean failed() {
        return group.timedOut() > 0;
    }

    String waited() {
        Duration most = Duration.ofMillis(group.maxMillis());
        Duration total = Duration.ofMillis(group.totalMillis());
        return group.count() == 1
                ? Words.duration(total)
                : "up to " + Words.duration(most) + ", " + Words.duration(total) + " in all";
    }

    /** Empty when not known. */
    String when() {
        if (group.firstAt() == null || group.lastAt() == null) {
            return "";
        }
        String first = HtmlPage.time(group.firstAt());
        String last = HtmlPage.time(group.lastAt());
        return first.equals(last) ? first : first + " to " + last;
    }

    String database() {
        String known = group.database();
        return known == null ? LockWords.UNKNOWN_DATABASE : paths.of(known);
    }

    String codes() {
        return String.join(", ", group.resultCodes());
    }

    List<String> holders() {
        return group.holders().stream().map(LockWords::holder).toList();
    }

    String noHolder() {
        return LockWords.noHolder(group, "that");
    }

    List<String> openSites() {
        return group.holders().stream()
                .filter(holder -> holder.openSite() != null)
                .map(holder -> String.valueOf(holder.openSite()))
                .distinct()
                .toList();
    }

    String evidence() {
        List<String> evidence =
                group.holders().stream()
                        .map(holder -> holder.evidence().replace('-', ' '))
                        .distinct()
                        .toList();
        return String.join(", ", evidence);
    }

    /** Null when there is no more to it than who held the lock. */
    @Nullable String why() {
        return LockCauseWords.why(group);
    }

    @Nullable String fix() {
        return LockFix.of(group);
    }
}
