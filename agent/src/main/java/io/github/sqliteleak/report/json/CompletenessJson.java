package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import io.github.sqliteleak.report.Completeness;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.words.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The part of the JSON report about what is missing in it, written and read. */
final class CompletenessJson {
    private CompletenessJson() {}

    static void write(JsonAppendableWriter json, Completeness completeness) {
        json.object("completeness");
        json.value("complete", completeness.complete());
        json.array("missing");
        for (Missing missing : completeness.missing()) {
            Instant since = missing.since();
            json.object();
            json.value("what", missing.what().json());
            json.value("since", since == null ? null : Timestamps.iso(since));
            json.value("count", (Number) missing.count());
            json.value("detail", missing.detail());
            json.end();
        }
        json.end().end();
    }

    /** For a report of a version that had no such part, what follows from the rest will do. */
    static Completeness read(JsonFields report) throws ReportFormatException {
        if (!report.has("completeness")) {
            return Completeness.COMPLETE;
        }
        JsonFields completeness = report.child("completeness");
        List<Missing> missing = new ArrayList<>();
        for (JsonFields one : completeness.children("missing")) {
            String since = one.textOrNull("since");
            missing.add(
                    new Missing(
                            what(one.text("what")),
                            since == null ? null : JsonReportReader.instant("since", since),
                            one.longCountOrNull("count"),
                            one.text("detail")));
        }
        return new Completeness(completeness.flag("complete"), missing);
    }

    private static What what(String json) throws ReportFormatException {
        for (What what : What.values()) {
            if (what.json().equals(json)) {
                return what;
            }
        }
        throw JsonReportReader.unknown("what", json);
    }
}
