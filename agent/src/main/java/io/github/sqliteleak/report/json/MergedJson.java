package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import com.grack.nanojson.JsonWriter;
import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.FindingStatus;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.judge.LockGate;
import io.github.sqliteleak.judge.MergedReport;
import io.github.sqliteleak.judge.SuppressionUse;
import io.github.sqliteleak.report.JvmInfo;

/**
 * A judgement as JSON: as the report of one JVM, with {@code jvms} in the place of {@code jvm},
 * with what each leak site means for the build, and with what is missing.
 */
public final class MergedJson implements JudgementRenderer {
    @Override
    public String render(Judgement judgement) {
        MergedReport merged = judgement.merged();
        StringBuilder text = new StringBuilder();
        JsonAppendableWriter json = JsonWriter.indent("  ").on(text);
        JsonParts parts = new JsonParts(json);
        json.object();
        parts.writeTool();
        json.array("jvms");
        for (JvmInfo jvm : merged.jvms()) {
            parts.writeJvm(null, jvm);
        }
        json.end();
        parts.writeDrivers(merged.drivers());
        CompletenessJson.write(json, judgement.completeness());
        parts.writeTotals(
                merged.totals(), judgement.findings().stream().map(Finding::group).toList());
        json.value("notJudged", judgement.connections(FindingStatus.OPEN));
        LockGate locks = judgement.locks();
        if (locks != null) {
            json.object("lockTimeouts");
            json.value("allowed", locks.allowed()).value("counted", locks.counted());
            json.value("fails", locks.fails()).end();
        }
        json.array("leaks");
        for (Finding finding : judgement.findings()) {
            json.object();
            json.value("status", finding.status().json());
            json.value("baseline", (Number) finding.baseline());
            json.value("suppressedBy", finding.suppressedBy());
            parts.writeGroup(finding.group());
            json.end();
        }
        json.end();
        new LockJson(json).write(merged.lockWaits());
        parts.writeDatabases(merged.databases());
        SettingsJson.write(json, merged.settings());
        UsedAfterCloseJson.write(json, merged.usedAfterClose());
        json.array("suppressions");
        for (SuppressionUse use : judgement.suppressions()) {
            json.object();
            json.value("pattern", use.pattern()).value("place", use.place());
            json.value("connections", use.connections()).end();
        }
        json.end();
        JsonValues values = new JsonValues(json);
        values.strings("problems", judgement.problems());
        values.strings("notes", judgement.notes());
        json.end().done();
        return Utf8Text.wellFormed(text.append('\n').toString());
    }
}
