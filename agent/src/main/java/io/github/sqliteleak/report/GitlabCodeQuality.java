package io.github.sqliteleak.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;

/**
 * A judgement as GitLab's Code Quality JSON: an issue for each leak site that is not suppressed or
 * allowed. What the baseline has is among them, since GitLab compares with the target branch by
 * itself.
 */
public final class GitlabCodeQuality implements JudgementRenderer {
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
        return json.end().done() + '\n';
    }

    private void write(JsonStringWriter json, Finding finding) {
        LeakGroup group = finding.group();
        SourceLocation location = sources.locate(group);
        json.object();
        json.value(
                "description",
                LeakText.title(group) + "; " + String.join("; ", LeakText.lines(finding)));
        json.value("check_name", Sarif.RULE);
        // GitLab shows one of those that share a fingerprint; owners are told apart.
        json.value("fingerprint", group.fingerprint() + '-' + group.owner());
        json.value("severity", finding.status().fails() ? "major" : "minor");
        json.object("location");
        json.value("path", location.path());
        json.object("lines").value("begin", location.line()).end();
        json.end();
        json.end();
    }
}
