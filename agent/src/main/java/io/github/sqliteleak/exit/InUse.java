package io.github.sqliteleak.exit;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.ConnectionUse;
import io.github.sqliteleak.sql.SqlInReports;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.ThreadName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Connections that somebody was working with when the JVM ended: they may have been closed yet. */
final class InUse {
    /** Who used a connection so shortly before, and is where it was opened, still works with it. */
    private static final Duration JUST_USED = Duration.ofMillis(200);

    private final Blame blame;
    private final SqlInReports sql;
    private final long nowNanos;

    InUse(Blame blame, SqlInReports sql, long nowNanos) {
        this.blame = blame;
        this.sql = sql;
        this.nowNanos = nowNanos;
    }

    /**
     * By whom it is used; null when it is not. To be asked when it is judged, before it is closed.
     */
    @Nullable ConnectionUse of(TrackedConnection connection) {
        if (connection.isCollected()) {
            return null;
        }
        Thread inside = connection.inFlight();
        String statement = connection.runningSql();
        if (inside != null && inside.isAlive()) {
            return new ConnectionUse(
                    ThreadName.of(inside),
                    statement == null ? null : sql.show(statement),
                    Duration.ofNanos(Math.max(0, nowNanos - connection.lastUseNanos())));
        }
        if (nowNanos - connection.lastUseNanos() > JUST_USED.toNanos()) {
            return null;
        }
        Lending lending = connection.lending();
        if (lending == null || lending.lender() == null) {
            return inside(connection.thread(), connection.opening(), connection.openedNanos());
        }
        CapturedStack borrowing = lending.stack();
        // Idle in its pool, or where it was borrowed is not known.
        return borrowing == null || !lending.isLent()
                ? null
                : inside(lending.thread(), borrowing, lending.sinceNanos());
    }

    /** Whether it is still where it has opened or borrowed it. */
    private @Nullable ConnectionUse inside(
            @Nullable Thread thread, CapturedStack stack, long since) {
        if (thread == null || !thread.isAlive()) {
            return null;
        }
        StackTraceElement[] now = Foreign.stack(thread);
        return !isEndingTheJvm(now) && blame.isInside(stack, since, now)
                ? new ConnectionUse(ThreadName.of(thread), null, null)
                : null;
    }

    /** It never comes back from there. */
    private static boolean isEndingTheJvm(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().equals("java.lang.Shutdown")) {
                return true;
            }
        }
        return false;
    }
}
