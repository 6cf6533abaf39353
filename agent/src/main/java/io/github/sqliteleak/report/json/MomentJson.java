package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import io.github.sqliteleak.moment.Deadlock;
import io.github.sqliteleak.moment.HolderThread;
import io.github.sqliteleak.moment.Moment;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.moment.OpenDatabase;
import io.github.sqliteleak.moment.PoolWait;
import io.github.sqliteleak.moment.Waiter;
import io.github.sqliteleak.report.words.Timestamps;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the JSON report about one moment of a JVM that goes on: the field {@code live}. */
final class MomentJson {
    private final JsonAppendableWriter json;

    private MomentJson(JsonAppendableWriter json) {
        this.json = json;
    }

    /** Nothing where the report is that of an end. */
    static void write(JsonAppendableWriter json, @Nullable Moment moment) {
        if (moment != null) {
            new MomentJson(json).write(moment);
        }
    }

    private void write(Moment moment) {
        json.object("live");
        json.value("at", moment.at().truncatedTo(ChronoUnit.MILLIS).toString());
        json.value("tookMillis", moment.tookMillis());
        json.array("deadlocks");
        moment.deadlocks().forEach(this::write);
        json.end();
        json.array("waits");
        moment.waits().forEach(this::write);
        json.end();
        json.array("pools");
        moment.pools().forEach(this::write);
        json.end();
        json.array("databases");
        moment.databases().forEach(this::write);
        json.end();
        json.array("connections");
        moment.connections().forEach(this::write);
        json.end();
        json.array("threads");
        moment.threads().forEach(this::write);
        json.end();
        json.end();
    }

    private void write(Deadlock deadlock) {
        json.object();
        json.value("kind", deadlock.kind().json());
        texts("threads", deadlock.threads());
        numbers("connectionIds", deadlock.connectionIds());
        texts("words", deadlock.words());
        json.end();
    }

    private void write(Waiter wait) {
        json.object();
        json.value("connectionId", wait.connectionId());
        json.value("database", wait.database());
        json.value("thread", wait.thread());
        json.value("threadId", (Number) wait.threadId());
        json.value("operation", wait.operation());
        json.value("sql", wait.sql());
        json.value("site", wait.site());
        json.value("waitedMillis", wait.waitedMillis());
        json.value("busyTimeoutMillis", wait.busyTimeoutMillis());
        if (wait.presumed()) {
            json.value("presumed", true);
        }
        new LockJson(json).writeHolders(wait.holders());
        json.end();
    }

    private void write(PoolWait wait) {
        json.object();
        json.value("pool", wait.pool());
        numbers("lent", wait.lent());
        numbers("waitingThreads", wait.waitingThreads());
        json.end();
    }

    private void write(OpenDatabase database) {
        json.object();
        json.value("path", database.path());
        json.value("walBytes", (Number) database.walBytes());
        json.value("open", database.open());
        json.value("lent", database.lent());
        json.value("transactions", database.transactions());
        json.value("openCursors", database.openCursors());
        json.value("waiting", database.waiting());
        json.value("longestTransactionMillis", database.longestTransactionMillis());
        json.end();
    }

    private void write(OpenConnection open) {
        json.object();
        json.value("id", open.id());
        json.value("database", open.database());
        if (open.openedBefore()) {
            json.value("openedBefore", true);
        }
        json.value("url", open.url());
        json.value("owner", open.owner());
        json.value("site", open.site());
        json.value("openSite", open.openSite());
        json.value("openedAt", Timestamps.iso(open.openedAt()));
        json.value("openedAtMillis", open.openedAt().toEpochMilli());
        json.value("openMillis", open.openMillis());
        json.value("openThread", open.openThread());
        json.value("lastUsedMillisAgo", open.lastUsedMillisAgo());
        json.value("lastUsedBy", open.lastUsedBy());
        OpenConnection.Lent lent = open.lent();
        if (lent != null) {
            json.object("borrowed");
            json.value("site", lent.site());
            json.value("thread", lent.thread());
            json.value("millis", lent.millis());
            json.end();
        }
        OpenConnection.Transaction transaction = open.transaction();
        if (transaction != null) {
            write(transaction);
        }
        if (open.transactionUncertain()) {
            json.value("transactionUncertain", true);
        }
        json.value("openCursors", open.openCursors());
        json.value("collected", open.collected());
        OpenConnection.Running running = open.running();
        if (running != null) {
            json.object("running");
            json.value("thread", running.thread());
            json.value("sql", running.sql());
            json.value("millis", running.millis());
            json.end();
        }
        HolderThread holder = open.holder();
        json.value("holderThread", holder == null ? null : (Number) holder.id());
        json.end();
    }

    private void write(OpenConnection.Transaction transaction) {
        json.object("transaction");
        json.value("mode", transaction.mode());
        json.value("wrote", transaction.wrote());
        json.value("locks", transaction.locks());
        json.value("mayLock", transaction.mayLock());
        json.value("reads", transaction.reads());
        json.value("millis", transaction.millis());
        json.value("site", transaction.site());
        json.value("sql", transaction.sql());
        json.value("thread", transaction.thread());
        json.end();
    }

    private void write(HolderThread thread) {
        json.object();
        json.value("id", thread.id());
        json.value("name", thread.name());
        json.value("state", thread.state());
        json.value("blockedBy", (Number) thread.blockedBy());
        texts("stack", thread.stack());
        json.end();
    }

    private void texts(String key, List<String> texts) {
        json.array(key);
        texts.forEach(json::value);
        json.end();
    }

    private void numbers(String key, List<Long> numbers) {
        json.array(key);
        for (Long number : numbers) {
            json.value((Number) number);
        }
        json.end();
    }
}
