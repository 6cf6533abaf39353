package io.github.sqliteleak.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.List;

/**
 * A judgement as GitLab's Code Quality JSON: an issue for each leak site that is not suppressed or
 * allowed. What the baseline has is among them, since GitLab compares with the target branch by
 * itself.
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
        if (!judgement.hasReports()) {
            writeNothing(json, judgement);
        }
        return json.end().done() + '\n';
    }

    /** The format has no place for a note but an issue, and an issue has to have a place. */
    private static void writeNothing(JsonStringWriter json, Judgement judgement) {
        String problems = String.join("; ", judgement.problems());
        json.object();
        json.value(
                "description",
                cut("SQLite connections: " + Judgement.NOTHING + ": " + PlainText.of(problems)));
        json.value("check_name", "sqlite-leak-no-report");
        json.value("fingerprint", Fingerprint.ofNames(List.of("sqlite-leak-no-report")));
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
        LeakGroup group = finding.group();
        SourceLocation location = sources.locate(group);
        json.object();
        json.value(
                "description",
                cut(
                        LeakText.title(group)
                                + "; "
                                + String.join("; ", LeakText.shortLines(finding))));
        json.value("check_name", Sarif.RULE);
        // GitLab shows one of those that share a fingerprint; owners are told apart.
        json.value("fingerprint", Fingerprint.ofNames(List.of(group.fingerprint(), group.owner())));
        json.value("severity", finding.status().fails() ? "major" : "minor");
        writeLocation(json, location.path(), location.line());
        json.end();
    }
}
