package io.github.sqliteleak.report;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a report as JSON, schema 1. What is not known is {@code null}. */
public final class JsonReport {
    static final int SCHEMA = 1;

    private final JsonStringWriter json = JsonWriter.indent("  ").string();

    private JsonReport() {}

    public static String render(LeakReport report) {
        return new JsonReport().write(report);
    }

    /** What stands in for the report of a JVM that has not ended. */
    static String renderStarted(JvmInfo jvm) {
        JsonReport marker = new JsonReport();
        marker.json.object();
        marker.writeHead(jvm);
        marker.json.end();
        return marker.json.done() + '\n';
    }

    private String write(LeakReport report) {
        json.object();
        writeHead(report.jvm());
        json.array("driver");
        for (DriverInfo driver : report.drivers()) {
            json.object();
            json.value("version", driver.version()).value("tracking", driver.tracking()).end();
        }
        json.end();
        writeTotals(report.totals());
        json.array("leaks");
        for (LeakGroup group : report.leaks()) {
            writeGroup(group);
        }
        json.end();
        json.array("lockWaits").end();
        json.array("databases");
        for (DatabaseReport database : report.databases()) {
            writeDatabase(database);
        }
        json.end();
        json.end();
        return json.done() + '\n';
    }

    private void writeHead(JvmInfo jvm) {
        json.value("schema", SCHEMA);
        json.object("tool").value("name", Tool.NAME).value("version", Tool.version()).end();
        json.object("jvm");
        json.value("pid", jvm.pid());
        json.value("main", jvm.main());
        json.value("java", jvm.java());
        writeInstant("startedAt", jvm.startedAt());
        writeInstant("endedAt", jvm.endedAt());
        ExitKind exit = jvm.exit();
        json.value("exit", exit == null ? null : exit.json());
        if (!jvm.hooksStillRunning().isEmpty()) {
            json.array("hooksStillRunning", jvm.hooksStillRunning());
        }
        json.end();
    }

    private void writeTotals(Totals totals) {
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
        json.end();
    }

    private void writeGroup(LeakGroup group) {
        json.object();
        json.value("fingerprint", group.fingerprint());
        json.value("count", group.count());
        json.value("closedByAgent", group.closedByAgent());
        json.object("kinds");
        for (Map.Entry<LeakKind, Integer> kind : group.kinds().entrySet()) {
            json.value(kind.getKey().json(), (Number) kind.getValue());
        }
        json.end();
        json.value("owner", group.owner());
        json.value("openSite", group.openSite());
        writeStrings("openStack", group.openStack());
        writeStrings("tests", group.tests());
        json.array("connections");
        for (LeakedConnection connection : group.connections()) {
            writeConnection(connection);
        }
        json.end();
        json.end();
    }

    private void writeConnection(LeakedConnection connection) {
        json.object();
        json.value("id", connection.id());
        json.value("kind", connection.kind().json());
        json.value("database", connection.database());
        json.value("url", connection.url());
        json.value("openSite", connection.openSite());
        writeInstant("openedAt", connection.openedAt());
        json.value("openMillis", connection.open().toMillis());
        Number unused = null;
        if (connection.sinceLastUse() != null) {
            unused = connection.sinceLastUse().toMillis();
        }
        json.value("lastUsedMillisAgo", unused);
        json.value("thread", connection.thread());
        json.value("threadAlive", connection.threadAlive());
        Boolean inTransaction = connection.inTransaction();
        if (inTransaction == null) {
            json.nul("inTransaction");
        } else {
            json.value("inTransaction", inTransaction.booleanValue());
        }
        json.value("transactionSite", connection.transactionSite());
        json.value("transactionSql", connection.transactionSql());
        json.array("openStatements");
        for (OpenStatement statement : connection.openStatements()) {
            json.object();
            json.value("sql", statement.sql());
            json.value("cursorOpen", statement.cursorOpen());
            json.value("site", statement.site());
            json.end();
        }
        json.end();
        writeStrings("tests", connection.tests());
        json.value("forceClose", connection.forceClose().result().json());
        json.value("forceCloseDetail", connection.forceClose().detail());
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
        writeStrings("auxiliaryFilesLeft", database.auxiliaryFilesLeft());
        json.value("auxiliaryFilesReason", database.auxiliaryFilesReason());
        json.end();
    }

    private void writeStrings(String key, List<String> values) {
        json.array(key);
        for (String value : values) {
            json.value(value);
        }
        json.end();
    }

    private void writeInstant(String key, @Nullable Instant instant) {
        json.value(key, instant == null ? null : Timestamps.iso(instant));
    }
}
