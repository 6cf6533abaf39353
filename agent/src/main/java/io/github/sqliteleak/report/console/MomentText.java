package io.github.sqliteleak.report.console;

import io.github.sqliteleak.moment.Deadlock;
import io.github.sqliteleak.moment.Harm;
import io.github.sqliteleak.moment.HolderThread;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.moment.OpenDatabase;
import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.words.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is open in a running JVM, as text: deadlocks first, then who waits for whom, then all. */
public final class MomentText {
    /** So many connections are shown where not all are asked for. */
    public static final int SHOWN = 20;

    private static final int FRAMES = 8;

    private final ConsoleStyle style;

    public MomentText(ConsoleStyle style) {
        this.style = style;
    }

    /**
     * All of it, in the order in which it helps.
     *
     * @param moment that of the report
     */
    public String render(LeakReport report, Moment moment) {
        JvmInfo jvm = report.jvm();
        ConsolePage page = new ConsolePage(style);
        page.text(ConsolePage.BOLD, "pid " + jvm.pid());
        page.text(jvm.main() == null ? "" : " (" + jvm.main() + ")").text(": ");
        page.text(Words.count(moment.open(), "connection")).text(" open, ");
        page.text(waits(report, moment)).text(", ");
        page.text(Words.count(moment.deadlocks().size(), "deadlock")).line();
        for (Missing missing : report.completeness().missing()) {
            if (missing.what() == Completeness.What.ALREADY_LOADED) {
                page.text("not known: this JVM ").text(missing.detail()).line();
            }
        }
        writeDeadlocks(page, moment);
        WaitTree tree = new WaitTree(moment);
        if (!tree.isEmpty()) {
            page.line().text(ConsolePage.BOLD, "who waits for whom").line();
            tree.write(page);
        }
        writeDatabases(page, moment);
        writeConnections(page, moment);
        return page.toString();
    }

    /** Where SQLite waits by itself, some waits are seen only once they have ended. */
    private static String waits(LeakReport report, Moment moment) {
        boolean all = true;
        for (DriverInfo driver : report.drivers()) {
            all &= driver.tracking().equals("full");
        }
        int seen = moment.waits().size();
        if (!all && seen == 0) {
            return "no wait for a lock known";
        }
        return (all ? "" : "at least ") + number(seen, "waits", "wait") + " for a lock";
    }

    private static void writeDeadlocks(ConsolePage page, Moment moment) {
        for (Deadlock deadlock : moment.deadlocks()) {
            page.line().text(ConsolePage.RED, "deadlock").text(title(deadlock)).line();
            for (String words : deadlock.words()) {
                page.text("  " + words).line();
            }
        }
    }

    private static String title(Deadlock deadlock) {
        return switch (deadlock.kind()) {
            case OWN_THREAD -> ": a thread waits for a lock that it has itself";
            case POOL -> ": what a pool would need back is lent to those that wait for it";
            case CYCLE -> ": each thread waits for the next one, and the last for the first";
        };
    }

    private static void writeDatabases(ConsolePage page, Moment moment) {
        if (moment.databases().isEmpty()) {
            return;
        }
        page.line().text(ConsolePage.BOLD, "databases").line();
        for (OpenDatabase database : moment.databases()) {
            page.text("  " + database.path() + ": " + database.open() + " open");
            page.text(database.lent() == 0 ? "" : ", " + database.lent() + " lent");
            int transactions = database.transactions();
            page.text(transactions == 0 ? "" : ", " + Words.count(transactions, "transaction"));
            page.text(database.waiting() == 0 ? "" : ", " + database.waiting() + " waiting");
            Long wal = database.walBytes();
            page.text(wal == null ? "" : ", WAL " + wal / 1024 + " KB").line();
        }
    }

    private void writeConnections(ConsolePage page, Moment moment) {
        List<OpenConnection> sorted = Harm.sorted(moment.connections(), moment.waits());
        int shown = style.full() ? sorted.size() : Math.min(SHOWN, sorted.size());
        for (OpenConnection open : sorted.subList(0, shown)) {
            page.line();
            write(page, open);
        }
        int more = moment.open() - shown;
        if (more > 0) {
            page.line().text("… and " + Words.count(more, "more connection"));
            page.text("; --full shows all, --format json has them as data").line();
        }
    }

    private void write(ConsolePage page, OpenConnection open) {
        page.text(ConsolePage.BOLD, "connection " + open.id()).text(" to " + open.database());
        page.text(open.owner().equals("application") ? "" : ", " + open.owner());
        page.text(open.collected() ? ", leaked: its object is gone" : "").line();
        OpenConnection.Lent lent = open.lent();
        if (lent != null) {
            page.field("borrowed");
            page.text(MomentTimes.ago(lent.millis()) + by(lent.thread()) + at(lent.site())).line();
        }
        if (open.openedBefore()) {
            page.field("opened").text("before the agent came").line();
            page.field("first use");
        } else {
            page.field("opened");
        }
        page.text(MomentTimes.ago(open.openMillis()) + by(open.openThread()));
        page.text(at(lent == null ? open.site() : open.openSite())).line();
        page.field("last used");
        page.text(MomentTimes.ago(open.lastUsedMillisAgo()) + by(open.lastUsedBy())).line();
        String holds = Holding.of(open);
        if (!holds.isEmpty()) {
            page.field("holds").text(holds).line();
        }
        OpenConnection.Running running = open.running();
        if (running != null) {
            page.field("runs").text(running.sql() == null ? "a statement" : running.sql());
            page.text(" for " + MomentTimes.of(running.millis()) + by(running.thread())).line();
        }
        writeThread(page, open.holder());
    }

    private void writeThread(ConsolePage page, @Nullable HolderThread thread) {
        page.field("thread");
        if (thread == null) {
            page.text("has ended").line();
            return;
        }
        page.text('"' + thread.name() + "\", " + thread.state() + ", now at").line();
        int shown = style.full() ? thread.stack().size() : Math.min(FRAMES, thread.stack().size());
        for (String frame : thread.stack().subList(0, shown)) {
            page.field("").text("at " + frame).line();
        }
        if (shown < thread.stack().size()) {
            page.field("").text("… " + (thread.stack().size() - shown) + " more").line();
        }
    }

    static String by(@Nullable String thread) {
        return thread == null ? "" : " by thread \"" + thread + '"';
    }

    static String at(@Nullable String site) {
        return site == null ? "" : " at " + site;
    }

    private static String number(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
