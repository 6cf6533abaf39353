package io.github.sqliteleak.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;

/** Writes a report as JSON, schema 1. What is not known is {@code null}. */
public final class JsonReport {
    static final int SCHEMA = 1;

    private JsonReport() {}

    public static String render(LeakReport report) {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        JsonParts parts = new JsonParts(json);
        json.object();
        parts.writeTool();
        parts.writeJvm("jvm", report.jvm());
        parts.writeDrivers(report.drivers());
        CompletenessJson.write(json, report.completeness());
        parts.writeTotals(report.totals());
        json.array("leaks");
        for (LeakGroup group : report.leaks()) {
            json.object();
            parts.writeGroup(group);
            json.end();
        }
        json.end();
        new LockJson(json).write(report.lockWaits());
        parts.writeDatabases(report.databases());
        SettingsJson.write(json, report.settings());
        return json.end().done() + '\n';
    }

    /** What stands in for the report of a JVM that has not ended. */
    static String renderStarted(JvmInfo jvm) {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        JsonParts parts = new JsonParts(json);
        json.object();
        parts.writeTool();
        parts.writeJvm("jvm", jvm);
        return json.end().done() + '\n';
    }
}
