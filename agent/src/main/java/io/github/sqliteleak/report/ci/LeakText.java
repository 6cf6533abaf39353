package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.words.Fix;
import io.github.sqliteleak.report.words.Holds;
import io.github.sqliteleak.report.words.PlainText;
import io.github.sqliteleak.report.words.SiteFacts;
import io.github.sqliteleak.report.words.TestText;
import io.github.sqliteleak.report.words.WayText;
import io.github.sqliteleak.report.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A leak site in a few plain lines, for formats that have room for little more than a message. */
final class LeakText {
    private static final int NAMES_SHOWN = 3;
    private static final int LINE = 500;
    private static final int TITLE = 200;

    private LeakText() {}

    /** {@code SQLite leak: 2 connections, still open at exit}. */
    static String title(LeakSite group) {
        return Words.cut(PlainText.of("SQLite leak: " + new SiteFacts(group).title()), TITLE);
    }

    static String site(LeakSite group) {
        List<String> parts = new ArrayList<>(WayText.sites(group));
        if (parts.size() > NAMES_SHOWN) {
            int more = parts.size() - NAMES_SHOWN;
            parts.subList(NAMES_SHOWN, parts.size()).clear();
            parts.add(Words.count(more, "other place"));
        }
        StringBuilder text = new StringBuilder(String.join(", and at ", parts));
        WayText.lines(group).forEach(line -> text.append(", ").append(line));
        return PlainText.of(text.toString());
    }

    /** The same for formats that are shown in a narrow place, where a name may be of any length. */
    static List<String> shortLines(Finding finding, SourceLocation location) {
        List<String> lines = new ArrayList<>();
        for (String line : lines(finding, location)) {
            lines.add(Words.cut(line, LINE));
        }
        return lines;
    }

    /** The same for formats that point into the sources. */
    static List<String> lines(Finding finding, SourceLocation location) {
        List<String> lines = lines(finding);
        lines.addAll(1, location.doubt());
        return lines;
    }

    /** Where, which database and test, what they hold and what to do. */
    static List<String> lines(Finding finding) {
        LeakSite group = finding.group();
        List<String> lines = new ArrayList<>();
        lines.add("opened at " + site(group));
        addNames(lines, "database: ", group.databases());
        for (String phrase : TestText.phrases(group, NAMES_SHOWN)) {
            lines.add(PlainText.of("test: " + phrase));
        }
        for (String user : new SiteFacts(group).users()) {
            lines.add(PlainText.of("in use " + user));
        }
        for (String holds : Holds.ofShown(group)) {
            lines.add(PlainText.of("holds: " + holds));
        }
        for (String fix : Fix.lines(group)) {
            lines.add("fix: " + fix);
        }
        if (finding.status() == FindingStatus.MORE) {
            lines.add("the baseline allows " + finding.baseline());
        }
        if (finding.suppressedBy() != null) {
            lines.add(PlainText.of("suppressed by " + finding.suppressedBy()));
        }
        lines.add(PlainText.of("fingerprint: " + group.fingerprint()));
        return lines;
    }

    private static void addNames(List<String> lines, String label, Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        List<String> shown = names.stream().limit(NAMES_SHOWN).map(PlainText::of).toList();
        int more = names.size() - shown.size();
        lines.add(label + String.join(", ", shown) + (more == 0 ? "" : " and " + more + " more"));
    }
}
