package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.UsedAfterClose;
import io.github.sqliteleak.report.words.Timestamps;
import java.util.ArrayList;
import java.util.List;

/** The part of the JSON report about connections that were used after closing. */
final class UsedAfterCloseJson {
    private UsedAfterCloseJson() {}

    static void write(JsonAppendableWriter json, List<UsedAfterClose> uses) {
        json.array("usedAfterClose");
        for (UsedAfterClose use : uses) {
            json.object();
            json.value("database", use.database());
            json.value("connectionId", use.connectionId());
            json.value("closedSite", use.closedSite());
            json.value("closeThread", use.closeThread());
            json.value("closedAt", Timestamps.iso(use.closedAt()));
            json.value("usedSite", use.usedSite());
            json.value("useThread", use.useThread());
            json.value("sql", use.sql());
            json.value("count", use.count());
            json.end();
        }
        json.end();
    }

    /** Empty for a report of a version that had no such part. */
    static List<UsedAfterClose> read(JsonFields report) throws ReportFormatException {
        List<UsedAfterClose> uses = new ArrayList<>();
        for (JsonFields use : report.children("usedAfterClose")) {
            uses.add(
                    new UsedAfterClose(
                            use.text("database"),
                            use.number("connectionId"),
                            use.textOrNull("closedSite"),
                            use.text("closeThread"),
                            JsonReportReader.instant("closedAt", use.text("closedAt")),
                            use.textOrNull("usedSite"),
                            use.text("useThread"),
                            use.textOrNull("sql"),
                            use.count("count")));
        }
        return uses;
    }
}
