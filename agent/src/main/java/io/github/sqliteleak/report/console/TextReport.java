package io.github.sqliteleak.report.console;

import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.judge.LockGate;
import io.github.sqliteleak.judge.MergedReport;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.Words;
import java.util.List;

/**
 * A judgement as text for a terminal: one line when nothing leaked; else each site for which the
 * build fails, the databases, and what the baseline and the suppressions did.
 */
public final class TextReport implements JudgementRenderer {
    private static final String SHOW_ALL = ", shown by --full";

    private final ConsoleStyle style;
    private final ShortPath paths;

    /**
     * A renderer in this style.
     *
     * @param workingDirectory paths below it are shown relative to it
     */
    public TextReport(ConsoleStyle style, String workingDirectory) {
        this.style = style;
        this.paths = new ShortPath(workingDirectory);
    }

    @Override
    public String render(Judgement judgement) {
        ConsolePage page = new ConsolePage(style);
        List<Finding> failing = judgement.failing();
        writeTitle(page, judgement, failing);
        writeIncomplete(page, judgement);
        writeHooks(page, judgement.merged());
        SiteText sites = new SiteText(page, style.full(), paths);
        int shown = style.full() ? failing.size() : Math.min(failing.size(), ConsoleReport.SHOWN);
        for (Finding finding : failing.subList(0, shown)) {
            writeSite(page, sites, finding);
        }
        if (shown < failing.size()) {
            writeMore(page, failing.size() - shown);
        }
        writeOpen(page, sites, judgement);
        new LockText(page, style.full(), paths).write(judgement.merged().lockWaits());
        new ClosedUseText(page, paths).write(judgement.merged().usedAfterClose());
        new SettingsText(page, paths).write(judgement.merged().settings());
        writeDatabases(page, judgement.merged().databases());
        new NonFailingText(page).write(judgement);
        LockGate locks = judgement.failedLocks();
        if (locks != null) {
            page.line().text("  ").text(ConsolePage.RED, locks.line()).line();
        }
        for (String note : judgement.notes()) {
            page.line().text("  " + note).line();
        }
        return page.toString();
    }

    private static void writeTitle(ConsolePage page, Judgement judgement, List<Finding> failing) {
        Totals totals = judgement.merged().totals();
        String jvms = Words.count(judgement.merged().jvms().size(), "JVM");
        page.text(Tool.NAME + ": ");
        if (!judgement.hasReports()) {
            page.text(Judgement.NOTHING).line();
            for (String problem : judgement.problems()) {
                page.text("  " + problem).line();
            }
            return;
        }
        if (judgement.findings().isEmpty()) {
            String clean = ConsoleReport.withoutSites(totals, judgement.problems().isEmpty());
            page.text(clean.substring(0, clean.length() - 1) + " (" + jvms + ").").line();
            return;
        }
        String notJudged = judgement.notJudged();
        if (failing.isEmpty()) {
            page.text(notJudged == null ? "no new leak" : "not judged: " + notJudged);
        } else {
            page.text(ConsolePage.RED, leaked(judgement, failing));
        }
        page.text(" (" + totals.opened() + " opened, " + totals.closed() + " closed");
        page.text(ConsoleReport.aside(totals) + ", " + jvms + ')').line();
    }

    /** All of the problems are said on standard error; a text in a file has the first one, too. */
    private static void writeIncomplete(ConsolePage page, Judgement judgement) {
        List<String> problems = judgement.problems();
        if (judgement.hasReports() && !problems.isEmpty()) {
            int more = problems.size() - 1;
            page.text("  incomplete data, not all was judged: " + problems.get(0));
            page.text(more == 0 ? "" : "; and " + Words.count(more, "more problem")).line();
        }
    }

    private static String leaked(Judgement judgement, List<Finding> failing) {
        int connections =
                judgement.connections(FindingStatus.NEW)
                        + judgement.connections(FindingStatus.MORE);
        String leaked =
                Words.count(connections, "connection")
                        + " leaked at "
                        + Words.count(failing.size(), "site");
        if (!judgement.baselined()) {
            return leaked;
        }
        int more = judgement.sites(FindingStatus.MORE);
        return leaked
                + ": "
                + judgement.sites(FindingStatus.NEW)
                + " new"
                + (more == 0 ? "" : ", " + more + " with more than the baseline allows");
    }

    private static void writeHooks(ConsolePage page, MergedReport merged) {
        int jvms = 0;
        for (JvmInfo jvm : merged.jvms()) {
            jvms += jvm.exit() == ExitKind.HOOKS_TIMED_OUT ? 1 : 0;
        }
        if (jvms > 0) {
            page.text("  in " + Words.count(jvms, "JVM") + " shutdown hooks were still running");
            page.text(" when time was up: what they close later counts as leaked").line();
        }
    }

    /** What nobody has judged: the JVM was killed, or runs on. */
    private void writeOpen(ConsolePage page, SiteText sites, Judgement judgement) {
        if (judgement.notJudged() == null) {
            return;
        }
        if (!judgement.failing().isEmpty()) {
            page.line().text("  not judged: " + judgement.notJudged()).line();
        }
        int shown = 0;
        for (Finding finding : judgement.findings()) {
            if (finding.status() == FindingStatus.OPEN
                    && (style.full() || shown++ < ConsoleReport.SHOWN)) {
                sites.write(finding.group());
            }
        }
        int more = judgement.sites(FindingStatus.OPEN) - shown;
        if (!style.full() && more > 0) {
            writeMore(page, more);
        }
    }

    private static void writeMore(ConsolePage page, int sites) {
        page.line().text("  … and " + Words.count(sites, "more site") + SHOW_ALL).line();
    }

    private static void writeSite(ConsolePage page, SiteText sites, Finding finding) {
        sites.write(finding.group());
        if (finding.status() == FindingStatus.MORE) {
            page.field("baseline").text(finding.baseline() + ", now " + finding.group().count());
            page.line();
        }
        page.field("suppress").text("fp:" + finding.group().fingerprint()).line();
    }

    private void writeDatabases(ConsolePage page, List<DatabaseReport> databases) {
        DatabaseText text = new DatabaseText(page, paths);
        int shown =
                style.full() ? databases.size() : Math.min(databases.size(), ConsoleReport.SHOWN);
        if (shown > 0) {
            page.line();
        }
        for (DatabaseReport database : databases.subList(0, shown)) {
            text.write(database);
        }
        if (shown < databases.size()) {
            page.text(
                    "  … and " + Words.count(databases.size() - shown, "more database") + SHOW_ALL);
            page.line();
        }
    }
}
