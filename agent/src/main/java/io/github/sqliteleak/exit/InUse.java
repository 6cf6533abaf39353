package io.github.sqliteleak.exit;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.ConnectionUse;
import io.github.sqliteleak.sql.SqlInReports;
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
                    inside.getName(),
                    statement == null ? null : sql.show(statement),
                    Duration.ofNanos(Math.max(0, nowNanos - connection.lastUseNanos())));
        }
        Lending lending = connection.lending();
        boolean pooled = lending != null && lending.lender() != null;
        CapturedStack stack = pooled ? borrowing(lending) : connection.opening();
        Thread opener = pooled ? lending.thread() : connection.thread();
        if (stack == null
                || opener == null
                || !opener.isAlive()
                || nowNanos - connection.lastUseNanos() > JUST_USED.toNanos()) {
            return null;
        }
        StackTraceElement[] now = opener.getStackTrace();
        long since = pooled ? lending.sinceNanos() : connection.openedNanos();
        return !isEndingTheJvm(now) && blame.isInside(stack, since, now)
                ? new ConnectionUse(opener.getName(), null, null)
                : null;
    }

    /** Null when it is idle in its pool, or that was not captured. */
    private static @Nullable CapturedStack borrowing(Lending lending) {
        return lending.isLent() ? lending.stack() : null;
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
