package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.SettingNote;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.UsedAfterClose;
import io.github.sqliteleak.report.words.ClosedUseWords;
import io.github.sqliteleak.report.words.LockWords;
import io.github.sqliteleak.report.words.PlainText;
import io.github.sqliteleak.report.words.SettingWords;
import io.github.sqliteleak.report.words.SiteFacts;
import io.github.sqliteleak.report.words.TestText;
import io.github.sqliteleak.report.words.Words;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.List;

/** A judgement as GitHub-flavoured Markdown, for the summary of a build step. */
public final class MarkdownSummary implements JudgementRenderer {
    private static final int SHOWN = 50;

    @Override
    public String render(Judgement judgement) {
        StringBuilder out = new StringBuilder();
        List<Finding> failing = judgement.failing();
        Totals totals = judgement.merged().totals();
        out.append("### ").append(title(judgement, failing)).append("\n\n");
        out.append(Words.count(totals.opened(), "connection")).append(" opened, ");
        out.append(totals.closed()).append(" closed, ");
        out.append(judgement.merged().leaked()).append(" leaked");
        int open = judgement.connections(FindingStatus.OPEN);
        out.append(open == 0 ? "" : ", " + open + " not judged").append(" in ");
        out.append(Words.count(judgement.merged().jvms().size(), "JVM")).append(".\n");
        if (!failing.isEmpty()) {
            out.append(
                    "\n| | opened at | database | test | fingerprint |\n|---|---|---|---|---|\n");
            for (Finding finding : failing.subList(0, Math.min(failing.size(), SHOWN))) {
                writeRow(out, finding);
            }
            if (failing.size() > SHOWN) {
                out.append("\nand ").append(failing.size() - SHOWN).append(" more\n");
            }
        }
        writeLockWaits(out, judgement.merged().lockWaits());
        writeAside(out, judgement, FindingStatus.KNOWN, "in the baseline");
        writeAside(out, judgement, FindingStatus.SUPPRESSED, "suppressed");
        writeAside(out, judgement, FindingStatus.ALLOWED, "of pools, allowed");
        writeAside(out, judgement, FindingStatus.IN_USE, "in use at exit, no leaks");
        writeAside(
                out,
                judgement,
                FindingStatus.DURING_EXIT,
                "opened while the JVM was ending, no leaks");
        writeAside(out, judgement, FindingStatus.OPEN, "open when the tests had ended, not judged");
        writeClosedUses(out, judgement.merged().usedAfterClose());
        writeSettings(out, judgement.merged().settings());
        for (String problem : judgement.problems()) {
            out.append("\n- incomplete: ").append(literal(problem));
        }
        return out.append(judgement.problems().isEmpty() ? "" : "\n").toString();
    }

    private static String title(Judgement judgement, List<Finding> failing) {
        if (!judgement.hasReports()) {
            return "SQLite connections: " + Judgement.NOTHING;
        }
        if (failing.isEmpty() && judgement.notJudged() != null) {
            return "Not judged: " + judgement.notJudged();
        }
        if (failing.isEmpty()) {
            return judgement.problems().isEmpty()
                    ? "No new SQLite connection leak"
                    : "No new SQLite connection leak in what was reported";
        }
        return Words.count(failing.size(), "SQLite connection leak site");
    }

    private static void writeRow(StringBuilder out, Finding finding) {
        LeakSite group = finding.group();
        out.append("| ").append(literal(new SiteFacts(group).title()));
        out.append(" | ").append(literal(LeakText.site(group)));
        out.append(" | ").append(literal(group.databases().stream().findFirst().orElse("")));
        out.append(" | ").append(literal(String.join("; ", TestText.phrases(group, 1))));
        out.append(" | ").append(literal(group.fingerprint())).append(" |\n");
    }

    private static void writeLockWaits(StringBuilder out, List<LockWaitGroup> waits) {
        if (waits.isEmpty()) {
            return;
        }
        out.append("\n| database is locked | at | held by | code |\n|---|---|---|---|\n");
        for (LockWaitGroup wait : waits.subList(0, Math.min(waits.size(), SHOWN))) {
            String site = wait.waiterSite();
            out.append("| ").append(Words.count(wait.timedOut(), "failure"));
            out.append(" | ").append(literal(site == null ? "an unknown place" : site));
            out.append(" | ").append(literal(LockWords.holders(wait)));
            out.append(" | ").append(literal(String.join(", ", wait.resultCodes())));
            out.append(" |\n");
        }
        if (waits.size() > SHOWN) {
            out.append("\nand ").append(waits.size() - SHOWN).append(" more\n");
        }
    }

    private static void writeAside(
            StringBuilder out, Judgement judgement, FindingStatus status, String label) {
        if (judgement.sites(status) > 0) {
            out.append('\n').append(label).append(": ");
            out.append(Words.count(judgement.connections(status), "connection")).append(" at ");
            out.append(Words.count(judgement.sites(status), "site")).append('\n');
        }
    }

    private static void writeClosedUses(StringBuilder out, List<UsedAfterClose> uses) {
        if (uses.isEmpty()) {
            return;
        }
        out.append("\n| used after close | closed | calls | fix |\n|---|---|---|---|\n");
        for (UsedAfterClose use : uses.subList(0, Math.min(uses.size(), SHOWN))) {
            out.append("| ").append(literal(ClosedUseWords.used(use)));
            out.append(" | ").append(literal(ClosedUseWords.closed(use)));
            out.append(" | ").append(use.count());
            out.append(" | ").append(literal(ClosedUseWords.fix(use))).append(" |\n");
        }
        if (uses.size() > SHOWN) {
            out.append("\nand ").append(uses.size() - SHOWN).append(" more\n");
        }
    }

    private static void writeSettings(StringBuilder out, List<SettingNote> settings) {
        if (settings.isEmpty()) {
            return;
        }
        out.append("\n| not in force | database | asked for at | instead | fix |\n");
        out.append("|---|---|---|---|---|\n");
        for (SettingNote note : settings.subList(0, Math.min(settings.size(), SHOWN))) {
            out.append("| ").append(literal(SettingWords.title(note)));
            out.append(" | ").append(literal(note.database()));
            out.append(" | ").append(note.site() == null ? "" : literal(note.site()));
            out.append(" | ").append(literal(note.actual()));
            out.append(" | ").append(literal(note.advice())).append(" |\n");
        }
        if (settings.size() > SHOWN) {
            out.append("\nand ").append(settings.size() - SHOWN).append(" more\n");
        }
    }

    /** Every character that could be markup stands as a numeric entity, which never is. */
    private static String literal(String text) {
        StringBuilder out = new StringBuilder();
        PlainText.of(text)
                .codePoints()
                .forEach(
                        c -> {
                            boolean plain = c > 0x7F || Character.isLetterOrDigit(c) || c == ' ';
                            if (plain || c == ',' || c == '.' || c == '/') {
                                out.appendCodePoint(c);
                            } else {
                                out.append("&#").append(c).append(';');
                            }
                        });
        return out.toString();
    }
}
