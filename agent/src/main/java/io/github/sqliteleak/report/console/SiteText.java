package io.github.sqliteleak.report.console;

import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.words.Fix;
import io.github.sqliteleak.report.words.Holds;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.SiteFacts;
import io.github.sqliteleak.report.words.TestText;
import io.github.sqliteleak.report.words.Timestamps;
import io.github.sqliteleak.report.words.WayText;
import io.github.sqliteleak.report.words.Words;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One leak site on the console: how many, where, since when, and what to do. */
final class SiteText {
    private static final int NAMES_SHOWN = 3;

    private final ConsolePage page;
    private final boolean full;
    private final ShortPath paths;

    SiteText(ConsolePage page, boolean full, ShortPath paths) {
        this.page = page;
        this.full = full;
        this.paths = paths;
    }

    void write(LeakSite group) {
        SiteFacts facts = new SiteFacts(group);
        page.line().text("  ").text(ConsolePage.YELLOW, facts.title()).line();
        writeSites(WayText.sites(group));
        for (String line : WayText.lines(group)) {
            page.text("    " + line).line();
        }
        writeList("test", TestText.phrases(group, full ? Integer.MAX_VALUE : NAMES_SHOWN));
        writeNames("database", facts.databases(paths));
        writeShown(facts);
        new CleanupText(page).write(group);
        List<String> fixes = Fix.lines(group);
        for (int i = 0; i < fixes.size(); i++) {
            page.field(i == 0 ? "fix" : "").text(ConsolePage.GREEN, fixes.get(i)).line();
        }
        if (full) {
            for (int i = 0; i < group.openStack().size(); i++) {
                page.field(i == 0 ? "stack" : "").text("at " + group.openStack().get(i)).line();
            }
        }
    }

    private void writeSites(List<String> sites) {
        int shown = full ? sites.size() : Math.min(sites.size(), NAMES_SHOWN + 1);
        for (String site : sites.subList(0, shown)) {
            page.text("    ").text(ConsolePage.BOLD, "at " + site).line();
        }
        if (shown < sites.size()) {
            page.text("    and at " + Words.count(sites.size() - shown, "other place")).line();
        }
    }

    /** Of a part of a site the report may show no connection: worse ones have taken their place. */
    private void writeShown(SiteFacts facts) {
        LeakSite group = facts.group();
        List<LeakedConnection> shown = group.connections();
        if (shown.size() < group.count()) {
            String below = shown.isEmpty() ? "none" : "the worst " + shown.size();
            page.field("below").text(below + " of them").line();
        }
        if (!shown.isEmpty()) {
            String borrowed = facts.borrowed();
            if (borrowed == null) {
                writeOpened(facts);
            } else {
                page.field("borrowed").text(borrowed).line();
            }
            page.field("open for").text(facts.openFor()).line();
            writeList("in use", facts.users());
            writeList("holds", Holds.lines(shown, full));
        }
    }

    private void writeOpened(SiteFacts facts) {
        String first = Timestamps.iso(facts.firstOpened());
        String last = Timestamps.iso(facts.lastOpened());
        Set<String> threads = new LinkedHashSet<>();
        facts.threads().forEach(thread -> threads.add('"' + thread + '"'));
        page.field(facts.isOpenedBefore() ? "first use" : "opened")
                .text(first.equals(last) ? first : first + " to " + last);
        page.text(threads.size() == 1 ? " by thread " : " by threads ").text(names(threads)).line();
    }

    private void writeNames(String label, Set<String> names) {
        if (!names.isEmpty()) {
            page.field(label).text(names(names)).line();
        }
    }

    private String names(Set<String> names) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (String name : names) {
            if (!full && shown == NAMES_SHOWN) {
                return text.append(" and ").append(names.size() - shown).append(" more").toString();
            }
            text.append(shown++ == 0 ? "" : ", ").append(name);
        }
        return text.toString();
    }

    private void writeList(String label, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            page.field(i == 0 ? label : "").text(lines.get(i)).line();
        }
    }
}
