package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.UsedAfterClose;
import org.jspecify.annotations.Nullable;

/** What happened to a connection that was used after it had been closed, and what to do. */
public final class ClosedUseWords {
    private ClosedUseWords() {}

    public static String title(UsedAfterClose use) {
        return "used after close: " + Words.count(use.count(), "call") + " failed";
    }

    public static String used(UsedAfterClose use) {
        return place(use.usedSite()) + " by \"" + use.useThread() + '"';
    }

    public static String closed(UsedAfterClose use) {
        return place(use.closedSite()) + " by \"" + use.closeThread() + '"';
    }

    private static String place(@Nullable String site) {
        return "at " + (site == null ? "an unknown place" : site);
    }

    /** By whether the same thread has closed it. */
    public static String fix(UsedAfterClose use) {
        return use.closeThread().equals(use.useThread())
                ? "use it within the try (Connection c = …) { … } that closes it"
                : "give each thread a connection of its own: who opens it closes it";
    }
}
