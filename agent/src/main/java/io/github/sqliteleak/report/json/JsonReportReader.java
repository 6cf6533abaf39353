package io.github.sqliteleak.report.json;

import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.JvmInfo;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.report.words.Words;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JsonReport} writes. Fields that it does not know are passed over. */
public final class JsonReportReader {
    private JsonReportReader() {}

    /** The report of one JVM. */
    public static LeakReport read(String json) throws ReportFormatException {
        JsonFields report = open(json);
        if (!report.has("jvm") && report.has("jvms")) {
            throw new ReportFormatException("it is a merged report, not that of one JVM");
        }
        List<DriverInfo> drivers = new ArrayList<>();
        for (JsonFields driver : report.children("driver")) {
            drivers.add(new DriverInfo(driver.textOrNull("version"), driver.text("tracking")));
        }
        List<DatabaseReport> databases = new ArrayList<>();
        for (JsonFields database : report.children("databases")) {
            databases.add(database(database));
        }
        return new LeakReport(
                jvm(report.child("jvm")),
                drivers,
                totals(report.child("totals")),
                JsonLeakReader.groups(report),
                JsonLockReader.waits(report),
                databases,
                SettingsJson.read(report),
                UsedAfterCloseJson.read(report),
                CompletenessJson.read(report),
                JsonMomentReader.read(report));
    }

    /** Whether this is a report of the last schema, whose fingerprints differ from today's. */
    public static boolean isOld(String json) throws ReportFormatException {
        return JsonFields.parse(json).requireSchema(JsonReport.SCHEMA) < JsonReport.SCHEMA;
    }

    /** The JVM of a {@code ….started.json}. */
    public static JvmInfo readStarted(String json) throws ReportFormatException {
        return jvm(open(json).child("jvm"));
    }

    private static JsonFields open(String json) throws ReportFormatException {
        JsonFields fields = JsonFields.parse(json);
        if (!fields.has("schema")) {
            throw new ReportFormatException("it is no report: the field \"schema\" is missing");
        }
        fields.requireSchema(JsonReport.SCHEMA);
        return fields;
    }

    private static JvmInfo jvm(JsonFields jvm) throws ReportFormatException {
        String exit = jvm.textOrNull("exit");
        String ended = jvm.textOrNull("endedAt");
        return new JvmInfo(
                jvm.number("pid"),
                jvm.textOrNull("main"),
                jvm.text("java"),
                instant("startedAt", jvm.text("startedAt")),
                ended == null ? null : instant("endedAt", ended),
                exit == null ? null : exitKind(exit),
                jvm.texts("hooksStillRunning"));
    }

    private static Totals totals(JsonFields totals) throws ReportFormatException {
        return new Totals(
                totals.longCount("opened"),
                totals.longCount("closed"),
                totals.longCount("leaked"),
                totals.longCount("excluded"),
                totals.longCount("peakOpen"),
                totals.longCount("failedOpens"),
                totals.longCountOrNull("lockWaits"),
                totals.longCountOrNull("lockTimeouts"),
                totals.has("inUseAtExit") ? totals.longCount("inUseAtExit") : 0,
                totals.has("openedDuringExit") ? totals.longCount("openedDuringExit") : 0);
    }

    private static DatabaseReport.@Nullable WalGrowth walGrowth(JsonFields database)
            throws ReportFormatException {
        Long peak = database.has("walPeakBytes") ? database.numberOrNull("walPeakBytes") : null;
        return peak == null
                ? null
                : new DatabaseReport.WalGrowth(
                        peak, database.text("walPinnedBy"), database.text("walFix"));
    }

    private static DatabaseReport database(JsonFields database) throws ReportFormatException {
        JsonFields checkpoint = database.child("checkpoint");
        return new DatabaseReport(
                database.text("path"),
                database.textOrNull("journalMode"),
                database.numberOrNull("walBytesBefore"),
                database.numberOrNull("walBytesAfter"),
                new CheckpointOutcome(
                        checkpointResult(checkpoint.text("result")),
                        checkpoint.textOrNull("reason"),
                        frames(checkpoint, "busy"),
                        frames(checkpoint, "log"),
                        frames(checkpoint, "checkpointed")),
                database.texts("auxiliaryFilesLeft"),
                database.textOrNull("auxiliaryFilesReason"),
                database.has("leftBehind") ? database.textOrNull("leftBehind") : null,
                walGrowth(database));
    }

    private static @Nullable Integer frames(JsonFields checkpoint, String key)
            throws ReportFormatException {
        Long number = checkpoint.numberOrNull(key);
        return number == null ? null : number.intValue();
    }

    static Instant instant(String key, String text) throws ReportFormatException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw unknown(key, text);
        }
    }

    private static ExitKind exitKind(String text) throws ReportFormatException {
        for (ExitKind kind : ExitKind.values()) {
            if (kind.json().equals(text)) {
                return kind;
            }
        }
        throw unknown("exit", text);
    }

    private static CheckpointOutcome.Result checkpointResult(String text)
            throws ReportFormatException {
        for (CheckpointOutcome.Result result : CheckpointOutcome.Result.values()) {
            if (result.json().equals(text)) {
                return result;
            }
        }
        throw unknown("result", text);
    }

    public static ReportFormatException unknown(String key, String value) {
        return new ReportFormatException(
                "its field \""
                        + key
                        + "\" has a value that this version does not know: "
                        + Words.cut(value, 100));
    }
}
