package io.github.sqliteleak.live;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.moment.HolderThread;
import io.github.sqliteleak.moment.OpenConnection;
import io.github.sqliteleak.registry.Lender;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.secrets.Redaction;
import io.github.sqliteleak.sql.SqlInReports;
import io.github.sqliteleak.system.ThreadName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Puts an open connection into values, while other threads go on using it. */
final class OpenDescriber {
    private final Sites sites;
    private final @Nullable LiveThreads threads;
    private final SqlInReports sql;
    private final long nowNanos;

    /**
     * @param threads null when nobody asks what they do
     */
    OpenDescriber(Sites sites, @Nullable LiveThreads threads, SqlInReports sql, long nowNanos) {
        this.sites = sites;
        this.threads = threads;
        this.sql = sql;
        this.nowNanos = nowNanos;
    }

    OpenConnection describe(TrackedConnection connection) {
        CapturedStack opened = connection.opening();
        Sites.Place opening = sites.of(opened);
        Lending lending = connection.lending();
        Lending lent = lending != null && lending.isLent() ? lending : null;
        OpenConnection.Lent borrowed = lent == null ? null : lent(lent);
        long age = millisSince(connection.openedNanos());
        String url = connection.url();
        String borrowSite = borrowed == null ? null : borrowed.site();
        return new OpenConnection(
                connection.id(),
                connection.database().display(),
                connection.isAdopted(),
                url == null ? null : Redaction.url(url),
                owner(lending, opening),
                borrowSite == null ? opening.site().line() : borrowSite,
                opening.site().openedAt(),
                Instant.ofEpochMilli(connection.openedAtMillis()),
                age,
                connection.threadName(),
                Math.min(age, millisSince(connection.lastUseNanos())),
                connection.lastUserName(),
                borrowed,
                transaction(connection.transaction()),
                connection.isTransactionUncertain(),
                connection.openCursors(),
                connection.isConnectionGone(),
                running(connection),
                holder(connection));
    }

    private static String owner(@Nullable Lending lending, Sites.Place opening) {
        Lender lender = lending == null ? null : lending.lender();
        return lender != null && lender.isKeeping() ? "pool:" + lender.name() : opening.owner();
    }

    private OpenConnection.Lent lent(Lending lending) {
        return new OpenConnection.Lent(
                sites.line(lending.stack()),
                lending.threadName(),
                millisSince(lending.sinceNanos()));
    }

    private OpenConnection.@Nullable Transaction transaction(@Nullable OpenTransaction open) {
        return open == null
                ? null
                : new OpenConnection.Transaction(
                        open.mode(),
                        open.wrote(),
                        open.hasLocked(),
                        open.mayHaveLocked(),
                        open.mayHaveReadLock(),
                        millisSince(open.beganNanos()),
                        sites.line(open.beginning()),
                        sql.show(open.sql()),
                        open.thread());
    }

    private OpenConnection.@Nullable Running running(TrackedConnection connection) {
        Thread thread = connection.inFlight();
        return thread == null
                ? null
                : new OpenConnection.Running(
                        ThreadName.of(thread),
                        sql.show(connection.runningSql()),
                        millisSince(connection.lastUseNanos()));
    }

    private @Nullable HolderThread holder(TrackedConnection connection) {
        Thread thread = threads == null ? null : LiveThreads.holder(connection);
        return threads == null || thread == null ? null : threads.now(thread);
    }

    private long millisSince(long nanos) {
        return Math.max(0, (nowNanos - nanos) / 1_000_000);
    }
}
