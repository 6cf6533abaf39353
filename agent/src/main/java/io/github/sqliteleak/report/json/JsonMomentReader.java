package io.github.sqliteleak.report.json;

import io.github.sqliteleak.moment.Deadlock;
import io.github.sqliteleak.moment.HolderThread;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.moment.OpenDatabase;
import io.github.sqliteleak.moment.PoolWait;
import io.github.sqliteleak.moment.Waiter;
import io.github.sqliteleak.report.ReportFormatException;
import io.github.sqliteleak.waits.LockHolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the part of a JSON report that {@link MomentJson} writes. */
final class JsonMomentReader {
    private JsonMomentReader() {}

    /** Null when the report is that of an end. */
    static @Nullable Moment read(JsonFields report) throws ReportFormatException {
        if (!report.has("live")) {
            return null;
        }
        JsonFields live = report.child("live");
        Map<Long, HolderThread> threads = new LinkedHashMap<>();
        for (JsonFields thread : live.children("threads")) {
            HolderThread read =
                    new HolderThread(
                            thread.number("id"),
                            thread.text("name"),
                            thread.text("state"),
                            thread.texts("stack"),
                            thread.numberOrNull("blockedBy"));
            threads.put(read.id(), read);
        }
        List<OpenConnection> connections = new ArrayList<>();
        for (JsonFields connection : live.children("connections")) {
            connections.add(connection(connection, threads));
        }
        List<Waiter> waits = new ArrayList<>();
        for (JsonFields wait : live.children("waits")) {
            waits.add(wait(wait));
        }
        return new Moment(
                JsonReportReader.instant("at", live.text("at")),
                live.number("tookMillis"),
                connections,
                waits,
                pools(live),
                databases(live),
                List.copyOf(threads.values()),
                deadlocks(live));
    }

    private static OpenConnection connection(JsonFields open, Map<Long, HolderThread> threads)
            throws ReportFormatException {
        Long holder = open.numberOrNull("holderThread");
        return new OpenConnection(
                open.number("id"),
                open.text("database"),
                open.has("openedBefore") && open.flag("openedBefore"),
                open.textOrNull("url"),
                open.text("owner"),
                open.textOrNull("site"),
                open.textOrNull("openSite"),
                Instant.ofEpochMilli(open.number("openedAtMillis")),
                open.number("openMillis"),
                open.text("openThread"),
                open.number("lastUsedMillisAgo"),
                open.textOrNull("lastUsedBy"),
                lent(open),
                transaction(open),
                open.has("transactionUncertain") && open.flag("transactionUncertain"),
                open.count("openCursors"),
                open.flag("collected"),
                running(open),
                holder == null ? null : threads.get(holder));
    }

    private static OpenConnection.@Nullable Lent lent(JsonFields open)
            throws ReportFormatException {
        if (!open.has("borrowed")) {
            return null;
        }
        JsonFields lent = open.child("borrowed");
        return new OpenConnection.Lent(
                lent.textOrNull("site"), lent.textOrNull("thread"), lent.number("millis"));
    }

    private static OpenConnection.@Nullable Transaction transaction(JsonFields open)
            throws ReportFormatException {
        if (!open.has("transaction")) {
            return null;
        }
        JsonFields transaction = open.child("transaction");
        return new OpenConnection.Transaction(
                transaction.text("mode"),
                transaction.flag("wrote"),
                transaction.flag("locks"),
                transaction.has("mayLock") && transaction.flag("mayLock"),
                transaction.flag("reads"),
                transaction.number("millis"),
                transaction.textOrNull("site"),
                transaction.textOrNull("sql"),
                transaction.text("thread"));
    }

    private static OpenConnection.@Nullable Running running(JsonFields open)
            throws ReportFormatException {
        if (!open.has("running")) {
            return null;
        }
        JsonFields running = open.child("running");
        return new OpenConnection.Running(
                running.text("thread"), running.textOrNull("sql"), running.number("millis"));
    }

    private static Waiter wait(JsonFields wait) throws ReportFormatException {
        List<LockHolder> holders = new ArrayList<>();
        for (JsonFields holder : wait.children("holders")) {
            holders.add(JsonLockReader.holder(holder));
        }
        return new Waiter(
                wait.number("connectionId"),
                wait.textOrNull("database"),
                wait.textOrNull("thread"),
                wait.numberOrNull("threadId"),
                wait.text("operation"),
                wait.textOrNull("sql"),
                wait.textOrNull("site"),
                wait.number("waitedMillis"),
                wait.count("busyTimeoutMillis"),
                wait.has("presumed") && wait.flag("presumed"),
                holders);
    }

    private static List<PoolWait> pools(JsonFields live) throws ReportFormatException {
        List<PoolWait> pools = new ArrayList<>();
        for (JsonFields pool : live.children("pools")) {
            pools.add(
                    new PoolWait(
                            pool.text("pool"),
                            pool.numbers("lent"),
                            pool.numbers("waitingThreads")));
        }
        return pools;
    }

    private static List<OpenDatabase> databases(JsonFields live) throws ReportFormatException {
        List<OpenDatabase> databases = new ArrayList<>();
        for (JsonFields database : live.children("databases")) {
            databases.add(
                    new OpenDatabase(
                            database.text("path"),
                            database.numberOrNull("walBytes"),
                            database.count("open"),
                            database.count("lent"),
                            database.count("transactions"),
                            database.count("openCursors"),
                            database.count("waiting"),
                            database.number("longestTransactionMillis")));
        }
        return databases;
    }

    private static List<Deadlock> deadlocks(JsonFields live) throws ReportFormatException {
        List<Deadlock> deadlocks = new ArrayList<>();
        for (JsonFields deadlock : live.children("deadlocks")) {
            deadlocks.add(
                    new Deadlock(
                            Deadlock.Kind.of(deadlock.text("kind")),
                            deadlock.texts("threads"),
                            deadlock.numbers("connectionIds"),
                            deadlock.texts("words")));
        }
        return deadlocks;
    }
}
