package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import com.grack.nanojson.JsonWriter;
import com.grack.nanojson.JsonWriterException;
import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.LeakSite;
import java.io.IOException;

/** Writes a report as JSON, schema 2. What is not known is {@code null}. */
public final class JsonReport {
    static final int SCHEMA = 2;

    private JsonReport() {}

    public static String render(LeakReport report) {
        StringBuilder text = new StringBuilder();
        try {
            write(report, text);
        } catch (IOException e) {
            throw new AssertionError("there is no IO", e);
        }
        return Utf8Text.wellFormed(text.toString());
    }

    /**
     * As {@link #render}, a part at a time; it is for {@code out} to replace what it cannot encode.
     */
    static void write(LeakReport report, Appendable out) throws IOException {
        try {
            write(report, JsonWriter.indent("  ").on(out));
            out.append('\n');
        } catch (JsonWriterException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static void write(LeakReport report, JsonAppendableWriter json) {
        JsonParts parts = new JsonParts(json);
        json.object();
        parts.writeTool();
        parts.writeJvm("jvm", report.jvm());
        parts.writeDrivers(report.drivers());
        CompletenessJson.write(json, report.completeness());
        parts.writeTotals(report.totals(), report.leaks());
        json.array("leaks");
        for (LeakSite group : report.leaks()) {
            json.object();
            parts.writeGroup(group);
            json.end();
        }
        json.end();
        new LockJson(json).write(report.lockWaits());
        parts.writeDatabases(report.databases());
        SettingsJson.write(json, report.settings());
        UsedAfterCloseJson.write(json, report.usedAfterClose());
        MomentJson.write(json, report.moment());
        json.end().done();
    }

    /** What stands in for the report of a JVM that has not ended. */
    static String renderStarted(JvmInfo jvm) {
        StringBuilder text = new StringBuilder();
        JsonAppendableWriter json = JsonWriter.indent("  ").on(text);
        JsonParts parts = new JsonParts(json);
        json.object();
        parts.writeTool();
        parts.writeJvm("jvm", jvm);
        json.end().done();
        return text.append('\n').toString();
    }
}
