package io.github.sqliteleak.report.ci;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.sqliteleak.files.Utf8Text;
import io.github.sqliteleak.judge.Finding;
import io.github.sqliteleak.judge.Judgement;
import io.github.sqliteleak.judge.JudgementRenderer;
import io.github.sqliteleak.judge.LockGate;
import io.github.sqliteleak.report.Tool;
import java.util.HashMap;
import java.util.Map;

/**
 * A judgement as <a
 * href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html">SARIF 2.1.0</a>,
 * one result for each leak site. GitHub refuses a whole file for one result without a physical
 * location, so each has one, a guess where the source is not found.
 */
public final class Sarif implements JudgementRenderer {
    static final String RULE = "sqlite-connection-leak";

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final SourceRoots sources;

    public Sarif(SourceRoots sources) {
        this.sources = sources;
    }

    @Override
    public String render(Judgement judgement) {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        json.object().value("$schema", SCHEMA).value("version", "2.1.0");
        json.array("runs").object();
        LockGate locks = judgement.failedLocks();
        writeTool(json, locks != null);
        // GitHub takes what stands before the last slash for the category of the analysis.
        json.object("automationDetails").value("id", "sqlite-leak/").end();
        json.value("columnKind", "utf16CodeUnits");
        json.array("results");
        Map<String, Integer> seen = new HashMap<>();
        for (Finding finding : judgement.findings()) {
            int number = seen.merge(finding.group().fingerprint(), 1, Integer::sum);
            new SarifResult(json, sources).write(finding, number, judgement.baselined());
        }
        if (locks != null) {
            Map<String, Integer> places = new HashMap<>();
            for (LockPlace place : LockPlace.of(locks)) {
                new SarifResult(json, sources).write(place, places);
            }
        }
        json.end();
        writeInvocation(json, judgement);
        return Utf8Text.wellFormed(json.end().end().end().done() + '\n');
    }

    private static void writeTool(JsonStringWriter json, boolean locks) {
        json.object("tool").object("driver");
        json.value("name", Tool.NAME).value("semanticVersion", Tool.version());
        json.array("rules").object();
        json.value("id", RULE).value("name", "SqliteConnectionLeak");
        text(json, "shortDescription", "A SQLite connection was opened and never closed");
        text(
                json,
                "fullDescription",
                "A connection that nobody closes keeps its lock, pins the write-ahead log and makes"
                        + " other threads fail with \"database is locked\".");
        text(
                json,
                "help",
                "Open the connection in try (Connection c = …) { … }, which closes it on every path,"
                        + " and close a pool before the application ends.");
        json.object("defaultConfiguration").value("level", "error").end();
        json.end();
        if (locks) {
            writeLockRule(json);
        }
        json.end().end().end();
    }

    private static void writeLockRule(JsonStringWriter json) {
        json.object().value("id", LockPlace.RULE).value("name", "SqliteLockTimeout");
        text(json, "shortDescription", "More statements failed because of a lock than may");
        text(
                json,
                "fullDescription",
                "A statement failed with \"database is locked\", and the build allows no more of"
                        + " them.");
        text(json, "help", "End the transaction of whoever holds the lock, or wait longer for it.");
        json.object("defaultConfiguration").value("level", "error").end();
        json.end();
    }

    private static void writeInvocation(JsonStringWriter json, Judgement judgement) {
        json.array("invocations").object();
        json.value("executionSuccessful", judgement.problems().isEmpty());
        json.array("toolExecutionNotifications");
        for (String problem : judgement.problems()) {
            writeNotification(json, "warning", problem);
        }
        for (String note : judgement.notes()) {
            writeNotification(json, "note", note);
        }
        json.end().end().end();
    }

    private static void writeNotification(JsonStringWriter json, String level, String line) {
        json.object().value("level", level);
        text(json, "message", line);
        json.end();
    }

    /** A message; brackets and backslashes are escaped, which would make links of it. */
    static void text(JsonStringWriter json, String key, String text) {
        String escaped = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
        json.object(key).value("text", escaped).end();
    }
}
