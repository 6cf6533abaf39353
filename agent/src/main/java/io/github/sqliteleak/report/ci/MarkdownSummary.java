package io.github.sqliteleak.report.ci;

import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.judge.LockGate;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.DatabaseReport.WalGrowth;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.SettingNote;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.UsedAfterClose;
import io.github.sqliteleak.report.words.ClosedUseWords;
import io.github.sqliteleak.report.words.Fix;
import io.github.sqliteleak.report.words.LockCauseWords;
import io.github.sqliteleak.report.words.LockFix;
import io.github.sqliteleak.report.words.LockWords;
import io.github.sqliteleak.report.words.SettingWords;
import io.github.sqliteleak.report.words.ShortPath;
import io.github.sqliteleak.report.words.SiteFacts;
import io.github.sqliteleak.report.words.TestText;
import io.github.sqliteleak.report.words.Words;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A judgement as GitHub-flavoured Markdown, for the summary of a build step. */
public final class MarkdownSummary implements JudgementRenderer {
    private static final int SHOWN = 50;
    private static final String NONE = "";

    private final ShortPath paths;

    /**
     * A renderer.
     *
     * @param workingDirectory paths below it are shown relative to it
     */
    public MarkdownSummary(String workingDirectory) {
        this.paths = new ShortPath(workingDirectory);
    }

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
        LockGate locks = judgement.failedLocks();
        if (locks != null) {
            out.append("\n**").append(cell(locks.line())).append("**\n");
        }
        if (!failing.isEmpty()) {
            out.append(
                    "\n| | opened at | database | test | fix | fingerprint |\n|---|---|---|---|---|---|\n");
            for (Finding finding : failing.subList(0, Math.min(failing.size(), SHOWN))) {
                writeRow(out, finding);
            }
            writeMore(out, failing.size());
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
        writeAside(out, judgement, FindingStatus.OPEN, "open, not judged");
        writeClosedUses(out, judgement.merged().usedAfterClose());
        writeSettings(out, judgement.merged().settings());
        writeDatabases(out, judgement.merged().databases());
        for (String note : judgement.notes()) {
            out.append('\n').append(cell(note)).append('\n');
        }
        for (String problem : judgement.problems()) {
            out.append("\n- incomplete: ").append(cell(problem));
        }
        return out.append(judgement.problems().isEmpty() ? "" : "\n").toString();
    }

    private static String title(Judgement judgement, List<Finding> failing) {
        if (!judgement.hasReports()) {
            return "SQLite connections: " + Judgement.NOTHING;
        }
        if (failing.isEmpty() && judgement.failedLocks() != null) {
            return "More SQLite lock timeouts than allowed";
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

    private void writeRow(StringBuilder out, Finding finding) {
        LeakSite group = finding.group();
        out.append("| ").append(cell(new SiteFacts(group).title()));
        out.append(" | ").append(cell(LeakText.site(group)));
        out.append(" | ").append(cell(database(group)));
        out.append(" | ").append(cell(String.join("; ", TestText.phrases(group, 1))));
        out.append(" | ").append(cell(String.join("; ", Fix.lines(group))));
        out.append(" | ").append(cell(group.fingerprint())).append(" |\n");
    }

    private void writeLockWaits(StringBuilder out, List<LockWaitGroup> waits) {
        if (waits.isEmpty()) {
            return;
        }
        out.append("\n| lock | at | database | why | held by | fix | code |\n");
        out.append("|---|---|---|---|---|---|---|\n");
        for (LockWaitGroup wait : waits.subList(0, Math.min(waits.size(), SHOWN))) {
            String site = wait.waiterSite();
            String database = wait.database();
            out.append("| ").append(cell(LockWords.title(wait)));
            out.append(" | ").append(cell(site == null ? "an unknown place" : site));
            out.append(" | ").append(cell(database == null ? null : paths.of(database)));
            out.append(" | ").append(cell(LockCauseWords.why(wait)));
            out.append(" | ").append(cell(holders(wait)));
            out.append(" | ").append(cell(LockFix.of(wait)));
            out.append(" | ").append(cell(String.join(", ", wait.resultCodes())));
            out.append(" |\n");
        }
        writeMore(out, waits.size());
    }

    /** A stale snapshot or a missing timeout needs no holder to be a reason. */
    private static String holders(LockWaitGroup wait) {
        if (!wait.holders().isEmpty()) {
            return LockWords.holders(wait);
        }
        return wait.cause() == null ? LockWords.noHolder(wait, "its") : NONE;
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
            out.append("| ").append(cell(ClosedUseWords.used(use)));
            out.append(" | ").append(cell(ClosedUseWords.closed(use)));
            out.append(" | ").append(use.count());
            out.append(" | ").append(cell(ClosedUseWords.fix(use))).append(" |\n");
        }
        writeMore(out, uses.size());
    }

    private void writeSettings(StringBuilder out, List<SettingNote> settings) {
        if (settings.isEmpty()) {
            return;
        }
        out.append("\n| not in force | database | asked for at | instead | fix |\n");
        out.append("|---|---|---|---|---|\n");
        for (SettingNote note : settings.subList(0, Math.min(settings.size(), SHOWN))) {
            out.append("| ").append(cell(SettingWords.title(note)));
            out.append(" | ").append(cell(paths.of(note.database())));
            out.append(" | ").append(cell(note.site()));
            out.append(" | ").append(cell(note.actual()));
            out.append(" | ").append(cell(note.advice())).append(" |\n");
        }
        writeMore(out, settings.size());
    }

    /** Those beside which files are left, or whose WAL grew without end. */
    private void writeDatabases(StringBuilder out, List<DatabaseReport> databases) {
        int written = 0;
        for (DatabaseReport database : databases) {
            WalGrowth growth = database.walGrowth();
            if (database.auxiliaryFilesLeft().isEmpty() && growth == null) {
                continue;
            }
            if (written++ == SHOWN) {
                continue;
            }
            out.append(written == 1 ? "\n| database | left behind | why |\n|---|---|---|\n" : "");
            out.append("| ").append(cell(paths.of(database.path())));
            out.append(" | ").append(cell(names(database)));
            out.append(" | ").append(cell(why(database, growth))).append(" |\n");
        }
        writeMore(out, written);
    }

    private static String names(DatabaseReport database) {
        StringBuilder names = new StringBuilder();
        for (String file : database.auxiliaryFilesLeft()) {
            int name = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1;
            names.append(names.length() == 0 ? "" : ", ").append(file, name, file.length());
        }
        return names.toString();
    }

    private static String why(DatabaseReport database, @Nullable WalGrowth growth) {
        String reason = database.auxiliaryFilesReason();
        String left = reason == null ? "" : reason;
        return growth == null
                ? left
                : left
                        + (left.isEmpty() ? "" : "; ")
                        + "WAL reached "
                        + Words.bytes(growth.peakBytes())
                        + ": "
                        + growth.pinnedBy()
                        + "; "
                        + growth.fix();
    }

    private String database(LeakSite group) {
        return group.databases().stream().findFirst().map(paths::of).orElse(NONE);
    }

    private static void writeMore(StringBuilder out, int all) {
        if (all > SHOWN) {
            out.append("\nand ").append(all - SHOWN);
            out.append(" more, which the formats html and json show\n");
        }
    }

    private static String cell(@Nullable String text) {
        return text == null ? NONE : MarkdownText.of(text);
    }
}
