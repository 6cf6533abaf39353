package io.github.sqliteleak.report.console;

import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.words.Fix;
import io.github.sqliteleak.report.words.Holds;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.WayText;
import io.github.sqliteleak.report.words.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a test left open, as the message of its failure: the same text whenever the test runs again.
 * Lines end in {@code \n}, but for the last one.
 */
public final class TestLeakText {
    private static final int SITES_SHOWN = 10;
    private static final int CALLERS_SHOWN = 3;

    private TestLeakText() {}

    /**
     * The message.
     *
     * @param test what opened them, to stand in {@code opened by … left open}
     * @param ownThread name of the thread that ran the test; only others are shown
     * @param workingDirectory paths below it are shown relative to it
     */
    public static String render(
            List<LeakedConnection> leaks, String test, String ownThread, String workingDirectory) {
        ConsolePage page = new ConsolePage(new ConsoleStyle(false, false, true));
        page.text("SQLite: " + Words.count(leaks.size(), "connection") + " opened by ");
        page.text(test).text(leaks.size() == 1 ? " was left open" : " were left open").line();
        List<LeakSite> sites = Grouping.group(leaks);
        ShortPath paths = new ShortPath(workingDirectory);
        for (LeakSite site : sites.subList(0, Math.min(SITES_SHOWN, sites.size()))) {
            writeSite(page, site, ownThread, paths);
        }
        if (sites.size() > SITES_SHOWN) {
            page.text("  … and " + Words.count(sites.size() - SITES_SHOWN, "more site")).line();
        }
        return page.toString().stripTrailing();
    }

    private static void writeSite(
            ConsolePage page, LeakSite site, String ownThread, ShortPath paths) {
        page.text("  " + Words.count(site.count(), "connection") + " opened at ");
        page.text(String.join(", and at ", WayText.sites(site))).line();
        writeList(page, "way", WayText.lines(site));
        writeList(page, "called at", callers(site));
        Set<String> databases = new LinkedHashSet<>();
        Set<String> threads = new LinkedHashSet<>();
        for (LeakedConnection connection : site.connections()) {
            databases.add(paths.of(connection.database()));
            if (!connection.thread().equals(ownThread)) {
                threads.add('"' + connection.thread() + '"');
            }
        }
        page.field("database").text(String.join(", ", databases)).line();
        if (!threads.isEmpty()) {
            page.field("by thread").text(String.join(", ", threads)).line();
        }
        writeList(page, "holds", Holds.lines(site.connections(), false));
        new CleanupText(page).write(site);
        writeList(page, "fix", Fix.lines(site));
    }

    /** The user's frames below the site, where the test is found most often. */
    private static List<String> callers(LeakSite site) {
        List<String> callers = new ArrayList<>();
        for (StackTraceElement frame : site.connections().get(0).userFrames()) {
            String place = frame.getFileName() + ":" + frame.getLineNumber();
            callers.add(frame.getClassName() + '.' + frame.getMethodName() + '(' + place + ')');
        }
        int at = callers.indexOf(site.site().line());
        callers.subList(0, at + 1).clear();
        return callers.subList(0, Math.min(callers.size(), CALLERS_SHOWN));
    }

    private static void writeList(ConsolePage page, String label, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            page.field(i == 0 ? label : "").text(lines.get(i)).line();
        }
    }
}
