package io.github.sqliteleak.report.ci;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.sqliteleak.blame.Fingerprint;
import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.judge.LockGate;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.words.PlainText;
import io.github.sqliteleak.report.words.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A judgement as GitLab's Code Quality JSON: an issue for each leak site that is not suppressed or
 * allowed, and one of severity {@code info} when data is incomplete. What the baseline has is among
 * them, since GitLab compares with the target branch by itself.
 */
public final class GitlabCodeQuality implements JudgementRenderer {
    private static final int DESCRIPTION = 4_000;

    private final SourceRoots sources;

    public GitlabCodeQuality(SourceRoots sources) {
        this.sources = sources;
    }

    @Override
    public String render(Judgement judgement) {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        json.array();
        for (Finding finding : judgement.findings()) {
            FindingStatus status = finding.status();
            if (status.fails() || status == FindingStatus.KNOWN) {
                write(json, finding);
            }
        }
        LockGate locks = judgement.failedLocks();
        if (locks != null) {
            Map<String, Integer> seen = new HashMap<>();
            for (LockPlace place : LockPlace.of(locks)) {
                write(json, place, seen);
            }
        }
        String incomplete = judgement.incomplete();
        if (!judgement.hasReports()) {
            String problems = String.join("; ", judgement.problems());
            writeNote(json, "sqlite-leak-no-report", Judgement.NOTHING + ": " + problems);
        } else if (incomplete != null) {
            writeNote(json, "sqlite-leak-incomplete-data", incomplete);
        }
        for (String note : judgement.notes()) {
            writeNote(json, "sqlite-leak-note", note);
        }
        return Utf8Text.wellFormed(json.end().done() + '\n');
    }

    /** The format has no place for a note but an issue, and an issue has to have a place. */
    private static void writeNote(JsonStringWriter json, String name, String text) {
        json.object();
        json.value("description", cut("SQLite connections: " + PlainText.of(text)));
        json.value("check_name", name);
        // GitLab shows one of those that share a fingerprint.
        boolean several = name.equals("sqlite-leak-note");
        List<String> names = several ? List.of(name, text) : List.of(name);
        json.value("fingerprint", Fingerprint.ofNames(names));
        json.value("severity", "info");
        writeLocation(json, "sqlite-leaks", 1);
        json.end();
    }

    private static String cut(String text) {
        return Words.cut(text, DESCRIPTION);
    }

    private static void writeLocation(JsonStringWriter json, String path, int line) {
        json.object("location");
        json.value("path", Words.cut(path, DESCRIPTION));
        json.object("lines").value("begin", line).end();
        json.end();
    }

    private void write(JsonStringWriter json, Finding finding) {
        LeakSite group = finding.group();
        SourceLocation location = sources.locate(group);
        json.object();
        json.value(
                "description",
                cut(
                        LeakText.title(group)
                                + "; "
                                + String.join("; ", LeakText.shortLines(finding, location))));
        json.value("check_name", Sarif.RULE);
        // GitLab shows one of the entries that share a fingerprint, so owners have their own.
        json.value("fingerprint", Fingerprint.ofNames(List.of(group.fingerprint(), group.owner())));
        json.value("severity", finding.status().fails() ? "major" : "minor");
        writeLocation(json, location.path(), location.line());
        json.end();
    }

    private void write(JsonStringWriter json, LockPlace place, Map<String, Integer> seen) {
        SourceLocation location = sources.locate(place.site());
        json.object();
        json.value("description", cut(place.title() + "; " + String.join("; ", place.lines())));
        json.value("check_name", LockPlace.RULE);
        String fingerprint = Fingerprint.ofNames(place.names());
        int number = seen.merge(fingerprint, 1, Integer::sum);
        json.value(
                "fingerprint",
                number == 1
                        ? fingerprint
                        : Fingerprint.ofNames(List.of(fingerprint, Integer.toString(number))));
        json.value("severity", "major");
        writeLocation(json, location.path(), location.line());
        json.end();
    }
}
