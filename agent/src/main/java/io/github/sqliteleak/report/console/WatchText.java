package io.github.sqliteleak.report.console;

import io.github.sqliteleak.moment.Deadlock;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.moment.OpenDatabase;
import io.github.sqliteleak.moment.Waiter;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.words.Words;
import io.github.sqliteleak.waits.LockHolder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A glance at a running JVM, for a screen that is drawn anew each second, or for a line of a log.
 */
public final class WatchText {
    private static final Comparator<OpenDatabase> MOST_HARMFUL_FIRST =
            Comparator.comparing(OpenDatabase::waiting, Comparator.reverseOrder())
                    .thenComparing(
                            OpenDatabase::longestTransactionMillis, Comparator.reverseOrder())
                    .thenComparing(WatchText::wal, Comparator.reverseOrder())
                    .thenComparing(OpenDatabase::open, Comparator.reverseOrder());

    private static final Pattern PACKAGES = Pattern.compile("at (?:[a-z_][\\w$]*\\.)+(?=[A-Z])");

    private final ConsoleStyle style;

    public WatchText(ConsoleStyle style) {
        this.style = style;
    }

    /**
     * All of it, the most harmful first: what is below is what can be left out.
     *
     * @param moment that of the report, its connections the worst first
     */
    public List<String> screen(LeakReport report, Moment moment) {
        List<String> lines = new ArrayList<>();
        String main = report.jvm().main();
        lines.add(
                page().text(ConsolePage.BOLD, "pid " + report.jvm().pid())
                        .text(main == null ? "" : " (" + main + ")")
                        .text("  " + time(moment))
                        .toString());
        lines.add(page().text(counts(report.totals(), moment)).toString());
        for (Deadlock deadlock : moment.deadlocks()) {
            lines.add(page().text(ConsolePage.RED, "deadlock").toString());
            for (String words : deadlock.words()) {
                lines.add(page().text("  " + words).toString());
            }
        }
        addDatabases(lines, moment);
        addConnections(lines, moment);
        return lines;
    }

    /** For a line that is wider than the screen: its end is the line of the user's code. */
    public static String withoutPackages(String line) {
        return PACKAGES.matcher(line).replaceAll("at ");
    }

    /** The same in one line: the counts, and the worst connection. */
    public String line(LeakReport report, Moment moment) {
        StringBuilder text = new StringBuilder();
        text.append(time(moment)).append("  ").append(counts(report.totals(), moment));
        text.append(", WAL ").append(kilobytes(largestWal(moment)));
        if (!moment.deadlocks().isEmpty()) {
            text.append(", ").append(Words.count(moment.deadlocks().size(), "DEADLOCK"));
        }
        if (!moment.connections().isEmpty()) {
            OpenConnection worst = moment.connections().get(0);
            text.append("; worst: connection ").append(worst.id()).append(' ').append(what(worst));
            text.append(" for ").append(MomentTimes.of(worst.heldMillis()));
            text.append(MomentText.at(site(worst)));
        }
        return page().text(text.toString()).toString();
    }

    private static String counts(Totals totals, Moment moment) {
        int open = 0;
        int lent = 0;
        int transactions = 0;
        for (OpenDatabase database : moment.databases()) {
            open += database.open();
            lent += database.lent();
            transactions += database.transactions();
        }
        Long timeouts = totals.lockTimeouts();
        return open
                + " open (most "
                + Math.max(open, totals.peakOpen())
                + "), "
                + (lent == 0 ? "" : lent + " lent, ")
                + Words.count(transactions, "transaction")
                + ", "
                + moment.waits().size()
                + " waiting"
                + (timeouts == null ? "" : ", " + Words.count(timeouts, "lock timeout"));
    }

    private void addDatabases(List<String> lines, Moment moment) {
        List<OpenDatabase> sorted = new ArrayList<>(moment.databases());
        sorted.sort(MOST_HARMFUL_FIRST);
        lines.add("");
        String heads =
                String.format(
                        "%6s %5s %10s %7s %10s  ", "open", "txn", "longest", "waiting", "WAL");
        lines.add(page().text(ConsolePage.BOLD, heads + "database").toString());
        for (OpenDatabase database : sorted) {
            String numbers =
                    String.format(
                            "%6d %5d %10s %7d %10s  ",
                            database.open(),
                            database.transactions(),
                            database.transactions() == 0
                                    ? "-"
                                    : MomentTimes.of(database.longestTransactionMillis()),
                            database.waiting(),
                            database.walBytes() == null ? "-" : kilobytes(wal(database)));
            String ansi = database.waiting() > 0 ? ConsolePage.RED : null;
            lines.add(coloured(ansi, numbers + database.path()));
        }
    }

    private void addConnections(List<String> lines, Moment moment) {
        lines.add("");
        String heads = String.format("%10s %6s  ", "held for", "id");
        lines.add(page().text(ConsolePage.BOLD, heads + "connection").toString());
        for (OpenConnection open : moment.connections()) {
            String ansi = open.holdsSomething() || open.collected() ? ConsolePage.YELLOW : null;
            lines.add(
                    coloured(
                            ansi,
                            String.format(
                                            "%10s %6d  ",
                                            MomentTimes.of(open.heldMillis()), open.id())
                                    + what(open)
                                    + MomentText.by(thread(open))
                                    + MomentText.at(site(open))));
            for (Waiter wait : moment.waits()) {
                if (isFor(wait, open)) {
                    lines.add(coloured(ConsolePage.RED, waiter(wait)));
                }
            }
        }
    }

    private static boolean isFor(Waiter wait, OpenConnection open) {
        for (LockHolder holder : wait.holders()) {
            if (holder.connectionId() != null && holder.connectionId() == open.id()) {
                return true;
            }
        }
        return false;
    }

    private static String waiter(Waiter wait) {
        int most = wait.busyTimeoutMillis();
        return String.format("%10s %6d  ", "", wait.connectionId())
                + (wait.presumed() ? "← seems to wait for it" : "← waits for it")
                + MomentText.by(wait.thread()).replace(" by", " in")
                + " for "
                + MomentTimes.of(wait.waitedMillis())
                + (most == 0 ? "" : " of " + MomentTimes.of(most))
                + MomentText.at(wait.site());
    }

    /** In few words what it has. */
    private static String what(OpenConnection open) {
        if (open.collected()) {
            return "leaked";
        }
        OpenConnection.Transaction transaction = open.transaction();
        if (transaction != null) {
            return transaction.locks() ? "write transaction" : "transaction";
        }
        if (open.openCursors() > 0) {
            return "open result";
        }
        if (open.running() != null) {
            return "statement";
        }
        return open.lent() == null ? "open" : "lent";
    }

    private static @Nullable String thread(OpenConnection open) {
        OpenConnection.Lent lent = open.lent();
        if (open.transaction() != null) {
            return open.transaction().thread();
        }
        return lent == null ? open.openThread() : lent.thread();
    }

    private static @Nullable String site(OpenConnection open) {
        OpenConnection.Transaction transaction = open.transaction();
        return transaction == null || transaction.site() == null ? open.site() : transaction.site();
    }

    private static long wal(OpenDatabase database) {
        Long bytes = database.walBytes();
        return bytes == null ? 0 : bytes;
    }

    private static long largestWal(Moment moment) {
        return moment.databases().stream().mapToLong(WatchText::wal).max().orElse(0);
    }

    private static String kilobytes(long bytes) {
        return bytes < 10 * 1_024 * 1_024 ? bytes / 1_024 + " KB" : bytes / 1_048_576 + " MB";
    }

    private static String time(Moment moment) {
        return moment.at().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String coloured(@Nullable String ansi, String text) {
        return ansi == null ? page().text(text).toString() : page().text(ansi, text).toString();
    }

    private ConsolePage page() {
        return new ConsolePage(style);
    }
}
