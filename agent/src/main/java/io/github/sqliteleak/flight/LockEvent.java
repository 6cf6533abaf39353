package io.github.sqliteleak.flight;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.lock.LockWait;
import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * What the events about one wait for a lock have in common. Tools show fields in the order that
 * they are declared in, so the most important field comes first.
 */
@Category({"SQLite", "Locks"})
abstract class LockEvent extends ConnectionEvent {
    @Label("Waiter Site")
    @Description("Where the statement was run")
    @Nullable String waiterSite;

    @Label("SQL")
    @Description("The statement that waited, as the option sql lets it be shown")
    @Nullable String sql;

    @Label("Holder Site")
    @Description("Where what held the lock began")
    @Nullable String holderSite;

    @Label("Holder Thread")
    @Description("Thread that began what held the lock")
    @Nullable String holderThread;

    @Label("Holder Process")
    @Description("Command line of that process, without what looks like a secret")
    @Nullable String holderProcess;

    @Label("Evidence")
    @Description("On what it rests that this holder is named; empty when nobody is")
    @Nullable String evidence;

    @Label("Cause")
    @Description("Why the lock could not be had, where more is known than who held it")
    @Nullable String cause;

    @Label("Cause Site")
    @Description("Where that was run, such as the read that took a stale snapshot")
    @Nullable String causeSite;

    @Label("Holder Opened At")
    @Description("Where the connection that held the lock was opened")
    @Nullable String holderOpenSite;

    @Label("Holder Connection Id")
    @Description("Connection of this JVM that held the lock; 0 when none is known")
    long holderConnectionId;

    @Label("Holder Process Id")
    @Description("Another process that held the lock; 0 when none is known")
    long holderPid;

    @Label("Holder Share")
    @Description("How much of the wait was because of this holder; 0 when none is known")
    @Timespan(Timespan.MILLISECONDS)
    long holderShare;

    @Label("Operation")
    @Description("What the statement was about to do: read, write, begin, commit, checkpoint, …")
    @Nullable String operation;

    @Label("Busy Timeout")
    @Description(
            "Of the connection that waited; 0 for none, not known, or a handler of the"
                    + " application's")
    @Timespan(Timespan.MILLISECONDS)
    long busyTimeout;

    @Label("Retries")
    @Description("Attempts to get the lock after the first one")
    int retries;

    @Label("Waiter Stack")
    @Description(
            "The stack of the thread that ran it, one frame a line, from the driver's caller on")
    @Nullable String waiterStack;

    void of(LockWait wait) {
        connectionId = wait.connectionId();
        database = wait.database();
        retries = wait.retries();
        operation = wait.operation().word();
        sql = wait.sql();
        waiterSite = wait.site();
        waiterStack = text(new CapturedStack());
        busyTimeout = wait.busyTimeoutMillis();
        LockCause known = wait.cause();
        cause = known == null ? null : known.json();
        causeSite = wait.causeSite();
        LockHolder named = named(wait.holders());
        if (named != null) {
            heldBy(named);
        }
    }

    /** Which of the holders of a wait the event is about; null when none is known. */
    abstract @Nullable LockHolder named(List<LockHolder> holders);

    private void heldBy(LockHolder holder) {
        Long id = holder.connectionId();
        Long pid = holder.pid();
        holderConnectionId = id == null ? 0 : id;
        holderThread = holder.thread();
        holderSite = holder.site();
        holderOpenSite = holder.openSite();
        holderPid = pid == null ? 0 : pid;
        holderProcess = holder.process();
        evidence = holder.evidence();
        holderShare = HolderShare.millis(holder);
    }
}
