package io.github.sqliteleak.flight;

import io.github.sqliteleak.lock.LockFailure;
import io.github.sqliteleak.lock.LockHolder;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A statement that failed because of a lock; the stack is that of the failure. */
@Name("sqlite.LockTimeout")
@Label("Lock Timeout")
@Description("A statement failed because the database was locked")
@Category({"SQLite", "Locks"})
@StackTrace(true)
final class LockTimeoutEvent extends ConnectionEvent {
    @Label("SQL")
    @Description("The statement, its literals masked")
    @Nullable String sql;

    @Label("Waited")
    @Description("From the statement's beginning to its failure, within 50 ms")
    @Timespan(Timespan.MILLISECONDS)
    long waited;

    @Label("Result Code")
    @Description("Extended name of SQLite's result code")
    @Nullable String resultCode;

    @Label("Holder Connection Id")
    @Description("Connection of this JVM that held the lock; 0 when none is known")
    long holderConnectionId;

    @Label("Holder Thread")
    @Description("Thread that began what held the lock")
    @Nullable String holderThread;

    @Label("Holder Site")
    @Description("Where what held the lock began")
    @Nullable String holderSite;

    @Label("Holder Process Id")
    @Description("Another process that held the lock; 0 when none is known")
    long holderPid;

    @Label("Evidence")
    @Description("On what it rests that this holder is named")
    @Nullable String evidence;

    void of(LockFailure failure) {
        connectionId = failure.connectionId();
        database = failure.database();
        sql = failure.sql();
        waited = failure.waitedMillis();
        resultCode = failure.resultCode();
        if (!failure.holders().isEmpty()) {
            LockHolder holder = failure.holders().get(0);
            Long id = holder.connectionId();
            Long pid = holder.pid();
            holderConnectionId = id == null ? 0 : id;
            holderThread = holder.thread();
            holderSite = holder.site();
            holderPid = pid == null ? 0 : pid;
            evidence = holder.evidence().json();
        }
    }
}
