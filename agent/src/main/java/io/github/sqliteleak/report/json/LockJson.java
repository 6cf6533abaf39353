package io.github.sqliteleak.report.json;

import com.grack.nanojson.JsonAppendableWriter;
import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import io.github.sqliteleak.waits.ThreadWait;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the JSON report about locks. */
final class LockJson {
    private final JsonAppendableWriter json;

    LockJson(JsonAppendableWriter json) {
        this.json = json;
    }

    void write(List<LockWaitGroup> waits) {
        json.array("lockWaits");
        for (LockWaitGroup wait : waits) {
            json.object();
            json.value("database", wait.database());
            json.value("waiterSite", wait.waiterSite());
            json.value("waiterThread", wait.waiter().thread());
            json.value("waiterConnectionId", wait.waiter().connectionId());
            json.value("wal", wait.waiter().wal());
            json.value("operation", wait.operation());
            json.value("sql", wait.sql());
            json.value("count", wait.count());
            json.value("totalMillis", wait.totalMillis());
            json.value("maxMillis", wait.maxMillis());
            json.value("timedOut", wait.timedOut());
            writeInstant("firstAt", wait.firstAt());
            writeInstant("lastAt", wait.lastAt());
            json.array("resultCodes", wait.resultCodes());
            json.value("cause", wait.cause());
            json.value("causeSite", wait.causeSite());
            json.value("causeSql", wait.causeSql());
            json.value("causeTextSite", wait.causeTextSite());
            writeHolders(wait.holders());
            json.end();
        }
        json.end();
    }

    /** To the millisecond, since most waits are shorter than a second. */
    private void writeInstant(String key, @Nullable Instant instant) {
        json.value(key, instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    void writeHolders(List<LockHolder> holders) {
        json.array("holders");
        for (LockHolder holder : holders) {
            writeHolder(holder);
        }
        json.end();
    }

    private void writeHolder(LockHolder holder) {
        json.object();
        json.value("connectionId", holder.connectionId());
        json.value("thread", holder.thread());
        json.value("site", holder.site());
        json.value("openSite", holder.openSite());
        json.value("pid", holder.pid());
        json.value("process", holder.process());
        json.value("processRuns", holder.processRuns());
        json.value("evidence", holder.evidence());
        json.value("heldMillis", holder.heldMillis());
        HolderShare share = holder.share();
        json.value("shareMillis", share == null ? null : share.millis());
        json.value("atEnd", holder.atEnd());
        json.value("failuresAtEnd", share == null ? null : share.atEnd());
        json.value("sql", holder.sql());
        json.value("textSite", holder.textSite());
        json.value("borrowed", holder.borrowed());
        ThreadWait waits = holder.threadWait();
        json.value("threadWaitsAt", waits == null ? null : waits.site());
        json.value("threadWaitsIn", waits == null ? null : waits.call());
        json.value("threadWaitsForWaiter", waits == null ? null : waits.forWaiter());
        json.end();
    }
}
