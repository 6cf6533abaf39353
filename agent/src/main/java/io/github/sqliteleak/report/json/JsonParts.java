package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import io.github.sqliteleak.blame.Step;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakKind;
import io.github.sqliteleak.report.LeakPart;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.Tool;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.words.Fix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that the report of one JVM and the report of many have in common. */
final class JsonParts {
    private final JsonAppendableWriter json;
    private final JsonValues values;
    private final ConnectionJson connections;

    JsonParts(JsonAppendableWriter json) {
        this.json = json;
        this.values = new JsonValues(json);
        this.connections = new ConnectionJson(json, values);
    }

    void writeTool() {
        json.value("schema", JsonReport.SCHEMA);
        json.object("tool").value("name", Tool.NAME).value("version", Tool.version()).end();
    }

    void writeJvm(@Nullable String key, JvmInfo jvm) {
        if (key == null) {
            json.object();
        } else {
            json.object(key);
        }
        json.value("pid", jvm.pid());
        json.value("main", jvm.main());
        json.value("java", jvm.java());
        values.instant("startedAt", jvm.startedAt());
        values.instant("endedAt", jvm.endedAt());
        ExitKind exit = jvm.exit();
        json.value("exit", exit == null ? null : exit.json());
        if (!jvm.hooksStillRunning().isEmpty()) {
            json.array("hooksStillRunning", jvm.hooksStillRunning());
        }
        json.end();
    }

    void writeDrivers(List<DriverInfo> drivers) {
        json.array("driver");
        for (DriverInfo driver : drivers) {
            json.object();
            json.value("version", driver.version()).value("tracking", driver.tracking()).end();
        }
        json.end();
    }

    /**
     * @param groups of all findings
     */
    void writeTotals(Totals totals, List<LeakSite> groups) {
        json.object("totals");
        json.value("opened", totals.opened());
        json.value("closed", totals.closed());
        json.value("leaked", totals.leaked());
        json.value("excluded", totals.excluded());
        json.value("peakOpen", totals.peakOpen());
        json.value("failedOpens", totals.failedOpens());
        // Where nothing watches locks these are not known, which is not the same as none.
        json.value("lockWaits", (Number) totals.lockWaits());
        json.value("lockTimeouts", (Number) totals.lockTimeouts());
        json.value("inUseAtExit", totals.inUseAtExit());
        json.value("openedDuringExit", totals.openedDuringExit());
        long notGivenBack = 0;
        for (LeakSite group : groups) {
            notGivenBack += group.kinds().getOrDefault(LeakKind.NOT_GIVEN_BACK, 0);
        }
        json.value("notGivenBack", notGivenBack);
        json.end();
    }

    /** The fields of a group, into the object that is open. */
    void writeGroup(LeakSite group) {
        json.value("fingerprint", group.fingerprint());
        values.strings("frames", group.frames());
        json.value("count", group.count());
        json.value("closedByAgent", (Number) group.closedByAgent());
        writeKinds(group.kinds(), true);
        json.value("owner", group.owner());
        writeSite(group);
        json.value("openSite", group.openSite());
        values.strings("openStack", group.openStack());
        values.strings("tests", group.tests());
        json.array("parts");
        for (LeakPart part : group.parts()) {
            writePart(part);
        }
        json.end();
        json.array("connections");
        for (LeakedConnection connection : group.connections()) {
            connections.write(connection);
        }
        json.end();
    }

    private void writeSite(LeakSite group) {
        json.value("site", group.site().line());
        json.value("ownCode", group.site().own());
        if (group.site().loadedFrom() != null) {
            json.value("loadedFrom", group.site().loadedFrom());
        }
        json.value("advice", Fix.code(group));
        json.value("fix", String.join("; ", Fix.lines(group)));
        json.array("sites");
        group.lines()
                .forEach(
                        (line, count) ->
                                json.object().value("frame", line).value("count", count).end());
        json.end();
        json.array("way");
        for (Step step : group.site().way()) {
            json.object().value("frame", step.frame()).value("whose", step.role().json()).end();
        }
        json.end();
    }

    private void writeKinds(Map<LeakKind, Integer> kinds, boolean zeros) {
        json.object("kinds");
        for (LeakKind kind : LeakKind.values()) {
            int number = kinds.getOrDefault(kind, 0);
            if (number > 0 || (zeros && kind.isJudged())) {
                json.value(kind.json(), number);
            }
        }
        json.end();
    }

    private void writePart(LeakPart part) {
        json.object();
        json.value("database", part.database());
        values.strings("tests", part.tests());
        json.value("site", part.site());
        json.value("openSite", part.openSite());
        json.value("count", part.count());
        json.value("closedByAgent", (Number) part.closedByAgent());
        writeKinds(part.kinds(), false);
        json.end();
    }

    void writeDatabases(List<DatabaseReport> databases) {
        json.array("databases");
        for (DatabaseReport database : databases) {
            writeDatabase(database);
        }
        json.end();
    }

    private void writeDatabase(DatabaseReport database) {
        json.object();
        json.value("path", database.path());
        json.value("journalMode", database.journalMode());
        json.value("walBytesBefore", (Number) database.walBytesBefore());
        json.value("walBytesAfter", (Number) database.walBytesAfter());
        CheckpointOutcome checkpoint = database.checkpoint();
        json.object("checkpoint");
        json.value("result", checkpoint.result().json());
        json.value("reason", checkpoint.reason());
        json.value("busy", (Number) checkpoint.busy());
        json.value("log", (Number) checkpoint.log());
        json.value("checkpointed", (Number) checkpoint.checkpointed());
        json.end();
        values.strings("auxiliaryFilesLeft", database.auxiliaryFilesLeft());
        json.value("auxiliaryFilesReason", database.auxiliaryFilesReason());
        json.value("leftBehind", database.leftBehind());
        DatabaseReport.WalGrowth growth = database.walGrowth();
        json.value("walPeakBytes", growth == null ? null : growth.peakBytes());
        json.value("walPinnedBy", growth == null ? null : growth.pinnedBy());
        json.value("walFix", growth == null ? null : growth.fix());
        json.end();
    }
}
