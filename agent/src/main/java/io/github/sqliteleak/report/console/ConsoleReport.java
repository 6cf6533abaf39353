package io.github.sqliteleak.report.console;

import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.words.CompletenessWords;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.Words;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as text for a terminal: one line when nothing leaked; else what leaked, site by site,
 * the databases, and where the JSON report lies. Lines end in {@code \n}, the last one too.
 */
public final class ConsoleReport {
    static final int SHOWN = 10;

    private final ConsoleStyle style;
    private final ShortPath paths;

    /**
     * A renderer in this style.
     *
     * @param workingDirectory paths below it are shown relative to it
     */
    public ConsoleReport(ConsoleStyle style, String workingDirectory) {
        this.style = style;
        this.paths = new ShortPath(workingDirectory);
    }

    /**
     * The text for this report.
     *
     * @param jsonReport where the JSON report lies, null when there is none
     */
    public String render(LeakReport report, @Nullable Path jsonReport) {
        ConsolePage page = new ConsolePage(style);
        page.text(Tool.NAME + ": ");
        if (report.leaks().isEmpty()) {
            page.text(withoutSites(report.totals(), report.completeness().complete())).line();
            writeMissing(page, report);
            writeHooks(page, report);
            new LockText(page, style.full(), paths).write(report.lockWaits());
            new ClosedUseText(page, paths).write(report.usedAfterClose());
            new SettingsText(page, paths).count(report.settings());
            writeDatabases(page, report.databases());
            return page.toString();
        }
        page.text(ConsolePage.RED, leaked(report)).text(counts(report.totals())).line();
        writeMissing(page, report);
        writeHooks(page, report);
        writeSites(page, report.leaks(), jsonReport);
        new LockText(page, style.full(), paths).write(report.lockWaits());
        new ClosedUseText(page, paths).write(report.usedAfterClose());
        new SettingsText(page, paths).count(report.settings());
        writeDatabases(page, report.databases());
        if (jsonReport != null) {
            page.line().text("  report: " + paths.of(jsonReport.toString())).line();
        }
        return page.toString();
    }

    /**
     * Of a report that lists no leak, be it that the exit was cut short before.
     *
     * @param complete false when there may be more than was seen
     */
    static String withoutSites(Totals totals, boolean complete) {
        String aside = aside(totals);
        if (totals.leaked() > 0) {
            return Words.count(totals.leaked(), "connection")
                    + " leaked, where is not known"
                    + counts(totals)
                    + '.';
        }
        if (totals.opened() == 0) {
            return "no connection " + (complete ? "opened" : "seen") + aside + '.';
        }
        String opened = Words.count(totals.opened(), "connection") + " opened";
        if (totals.excluded() > 0) {
            return opened + ", " + totals.closed() + " closed" + aside + '.';
        }
        return opened + (totals.opened() == 1 ? " and closed" : ", all closed") + aside + '.';
    }

    private static String leaked(LeakReport report) {
        String aside = asideOfLeaks(report.totals());
        int sites = 0;
        int taken = 0;
        for (LeakSite group : report.leaks()) {
            sites += group.leaked() > 0 ? 1 : 0;
            taken += group.isBorrowed() ? group.count() : 0;
        }
        if (report.totals().leaked() == 0 && taken > 0) {
            return Words.count(taken, "connection")
                    + " not given back at "
                    + Words.count(sites, "site")
                    + (aside.isEmpty() ? "" : ", " + aside);
        }
        if (sites == 0 && !aside.isEmpty()) {
            return "no connection leaked, " + aside;
        }
        return Words.count(report.totals().leaked(), "connection")
                + " leaked at "
                + Words.count(sites, "site")
                + (aside.isEmpty() ? "" : ", " + aside);
    }

    /** Connections that were open at the end and are no leaks. */
    private static String asideOfLeaks(Totals totals) {
        String inUse =
                totals.inUseAtExit() == 0
                        ? ""
                        : Words.count(totals.inUseAtExit(), "connection") + " in use at exit";
        if (totals.openedDuringExit() == 0) {
            return inUse;
        }
        return (inUse.isEmpty() ? "" : inUse + ", ")
                + Words.count(totals.openedDuringExit(), "connection")
                + " opened while the JVM was ending";
    }

    private static String counts(Totals totals) {
        return " ("
                + totals.opened()
                + " opened, "
                + totals.closed()
                + " closed"
                + aside(totals)
                + ')';
    }

    static String aside(Totals totals) {
        String excluded = totals.excluded() == 0 ? "" : ", " + totals.excluded() + " excluded";
        return totals.failedOpens() == 0
                ? excluded
                : excluded + ", " + totals.failedOpens() + " failed to open";
    }

    private static void writeMissing(ConsolePage page, LeakReport report) {
        for (Completeness.Missing missing : report.completeness().missing()) {
            page.text(ConsolePage.RED, "  incomplete:")
                    .text(" this JVM " + CompletenessWords.of(missing))
                    .line();
        }
    }

    private static void writeHooks(ConsolePage page, LeakReport report) {
        if (report.jvm().exit() == ExitKind.HOOKS_TIMED_OUT) {
            page.text("  the application's shutdown hooks were still running when time was up:");
            page.text(" what they close later counts as leaked").line();
            for (String hook : report.jvm().hooksStillRunning()) {
                page.text("    " + hook).line();
            }
        }
    }

    private void writeSites(ConsolePage page, List<LeakSite> sites, @Nullable Path jsonReport) {
        SiteText text = new SiteText(page, style.full(), paths);
        int shown = shown(sites.size());
        for (LeakSite site : sites.subList(0, shown)) {
            text.write(site);
        }
        if (shown < sites.size()) {
            page.line().text("  … and " + Words.count(sites.size() - shown, "more site"));
            page.text(jsonReport == null ? "" : ", see the JSON report").line();
        }
    }

    private void writeDatabases(ConsolePage page, List<DatabaseReport> databases) {
        if (databases.isEmpty()) {
            return;
        }
        page.line();
        DatabaseText text = new DatabaseText(page, paths);
        int shown = shown(databases.size());
        for (DatabaseReport database : databases.subList(0, shown)) {
            text.write(database);
        }
        if (shown < databases.size()) {
            page.text("  … and " + Words.count(databases.size() - shown, "more database")).line();
        }
    }

    private int shown(int size) {
        return style.full() ? size : Math.min(size, SHOWN);
    }
}
