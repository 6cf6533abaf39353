package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import io.github.sqliteleak.judge.Baseline;
import io.github.sqliteleak.judge.Baseline.Entry;
import io.github.sqliteleak.report.ReportFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of a baseline. It is the same for the same leaks: sorted, without times, line numbers or
 * versions.
 */
public final class BaselineJson {
    private static final int SCHEMA = 2;
    private static final String APPLICATION = "application";

    private BaselineJson() {}

    /** Reads what {@link #write} writes; without {@code owner} it is the application. */
    public static Baseline read(String json) throws ReportFormatException {
        JsonFields fields = JsonFields.parse(json);
        if (fields.has("jvm") || fields.has("jvms") || fields.has("tool")) {
            throw new ReportFormatException(
                    "it is a report of the agent, and no baseline; the verb baseline makes one of it");
        }
        boolean old = fields.requireSchema(SCHEMA) < SCHEMA;
        List<Entry> entries = new ArrayList<>();
        // Without its list it would allow nothing, or pass for one that has been emptied.
        for (JsonFields leak : fields.requiredChildren("leaks")) {
            entries.add(
                    new Entry(
                            leak.text("fingerprint"),
                            leak.has("owner") ? leak.text("owner") : APPLICATION,
                            leak.count("count"),
                            leak.texts("frames")));
        }
        return old ? Baseline.old(entries) : new Baseline(entries);
    }

    public static String write(Baseline baseline) {
        JsonStringWriter json = JsonWriter.indent("  ").string();
        json.object().value("schema", SCHEMA).array("leaks");
        for (Entry entry : baseline.entries()) {
            json.object();
            json.value("fingerprint", entry.fingerprint());
            json.value("owner", entry.owner());
            json.value("count", entry.count());
            json.array("frames");
            for (String frame : entry.frames()) {
                json.value(frame);
            }
            json.end().end();
        }
        return json.end().end().done() + '\n';
    }
}
