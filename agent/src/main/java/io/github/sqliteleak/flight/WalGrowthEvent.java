package io.github.sqliteleak.flight;

import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.WalPin;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/** A WAL that has grown while automatic checkpoints got nowhere, once in each spell. */
@Name("sqlite.WalGrowth")
@Label("WAL Growth")
@Description("The write-ahead log grows since automatic checkpoints get nowhere")
@Category({"SQLite", "Checkpoints"})
@StackTrace(false)
final class WalGrowthEvent extends ConnectionEvent {
    @Label("WAL Size")
    @Description("Length of the -wal file")
    @DataAmount
    long walBytes;

    @Label("Since")
    @Description("From when on automatic checkpoints got nowhere")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long since;

    @Label("Reason")
    @Description("What holds them up: reader, readers-in-turn, checkpoints-off, not-known")
    @Nullable String reason;

    @Label("Holder SQL")
    @Description("The query that reads, as the option sql lets it be shown")
    @Nullable String holderSql;

    @Label("Holder Site")
    @Description("Where what reads began")
    @Nullable String holderSite;

    @Label("Holder Opened At")
    @Description("Where the connection that reads was opened")
    @Nullable String holderOpenSite;

    @Label("Holder Thread")
    @Description("Thread that began what reads")
    @Nullable String holderThread;

    @Label("Holder Connection Id")
    @Description("Connection of this JVM that reads; 0 when none is known")
    long holderConnectionId;

    @Label("Holder Process Id")
    @Description("Another process that reads; 0 when none is known")
    long holderPid;

    void of(WalPin pin) {
        connectionId = pin.connectionId();
        database = pin.database();
        walBytes = pin.bytes();
        since = pin.sinceMillis();
        reason = pin.reason().json();
        if (!pin.holders().isEmpty()) {
            heldBy(pin.holders().get(0));
        }
    }

    private void heldBy(LockHolder holder) {
        Long id = holder.connectionId();
        Long pid = holder.pid();
        holderConnectionId = id == null ? 0 : id;
        holderPid = pid == null ? 0 : pid;
        holderSql = holder.sql();
        holderSite = holder.site();
        holderOpenSite = holder.openSite();
        holderThread = holder.thread();
    }
}
