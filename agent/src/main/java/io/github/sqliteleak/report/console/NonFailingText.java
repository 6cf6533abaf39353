package io.github.sqliteleak.report.console;

import io.github.sqliteleak.judge.Baseline;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.SuppressionUse;
import io.github.sqliteleak.report.words.Words;
import java.util.ArrayList;
import java.util.List;

/** What did not fail the build, and which of its excuses are used no more. */
final class NonFailingText {
    private final ConsolePage page;

    NonFailingText(ConsolePage page) {
        this.page = page;
    }

    void write(Judgement judgement) {
        List<String> lines = new ArrayList<>();
        addCount(lines, judgement, FindingStatus.KNOWN, "in the baseline");
        addCount(lines, judgement, FindingStatus.ALLOWED, "of pools, allowed");
        addCount(lines, judgement, FindingStatus.IN_USE, "in use at exit, no leaks");
        addCount(
                lines,
                judgement,
                FindingStatus.DURING_EXIT,
                "opened while the JVM was ending, no leaks");
        for (SuppressionUse use : judgement.suppressions()) {
            lines.add(
                    use.connections() == 0
                            ? "never used: " + use.pattern() + " (" + use.place() + ")"
                            : "suppressed: "
                                    + Words.count(use.connections(), "connection")
                                    + " by "
                                    + use.pattern()
                                    + " ("
                                    + use.place()
                                    + ")");
        }
        for (Baseline.Entry entry : judgement.gone()) {
            String where = entry.frames().isEmpty() ? "" : " " + entry.frames().get(0);
            lines.add("in the baseline, leaks no more:" + where + " fp:" + entry.fingerprint());
        }
        if (!lines.isEmpty()) {
            page.line();
        }
        for (String line : lines) {
            page.text("  " + line).line();
        }
    }

    private static void addCount(
            List<String> lines, Judgement judgement, FindingStatus status, String label) {
        int sites = judgement.sites(status);
        if (sites > 0) {
            lines.add(
                    label
                            + ": "
                            + Words.count(judgement.connections(status), "connection")
                            + " at "
                            + Words.count(sites, "site"));
        }
    }
}
