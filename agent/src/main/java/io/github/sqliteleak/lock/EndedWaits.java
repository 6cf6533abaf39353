package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.ThreadName;
import io.github.sqliteleak.waits.Waiter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns a wait that has ended into a value, with what caused it. */
final class EndedWaits {
    /** So much of a holder's SQL is shown. */
    private static final int MOST_SQL = 200;

    private final LockSites sites;
    private final int stackDepth;
    private final UnaryOperator<@Nullable String> sqlInReports;

    EndedWaits(LockSites sites, int stackDepth, UnaryOperator<@Nullable String> sqlInReports) {
        this.sites = sites;
        this.stackDepth = stackDepth;
        this.sqlInReports = sqlInReports;
    }

    /**
     * Adds a wait that has ended to those of its place.
     *
     * @param code what the statement has failed with; null when it got the lock
     */
    LockWait add(PendingWait pending, @Nullable Integer code) {
        TrackedConnection waiter = pending.waiter;
        pending.settle(code != null);
        Diagnosis diagnosis = code == null ? Diagnosis.NONE : diagnosis(pending, code);
        DatabaseFile database =
                code != null && code == ResultCodes.ERROR
                        ? OwnWork.database(waiter, pending.sql)
                        : pending.database();
        List<SeenHolder> holders = shown(pending.holders());
        LockWait wait =
                new LockWait(
                        waiter.id(),
                        database == null ? null : database.display(),
                        pending.site(stackDepth),
                        pending.sql == null ? null : sqlInReports.apply(pending.sql),
                        pending.operation,
                        code == null ? null : ResultCodes.name(code),
                        pending.waitedMillis(),
                        pending.retries(),
                        pending.busyTimeoutMillis,
                        holders.stream().map(SeenHolder::holder).toList(),
                        diagnosis.cause(),
                        diagnosis.site(),
                        shownCause(pending, diagnosis.sql()),
                        pending.endedAtMillis(),
                        new Waiter(waiter.id(), ThreadName.of(pending.thread()), pending.wal()));
        boolean byText = diagnosis.sql() != null && diagnosis.stack() == null && !isCopy(pending);
        sites.add(
                wait,
                new WaitStacks(
                        pending.here(),
                        diagnosis.stack(),
                        byText ? diagnosis.sql() : null,
                        byText ? waiter.opening() : null,
                        holders));
        return wait;
    }

    /** The database of a copy is no SQL. */
    private @Nullable String shownCause(PendingWait pending, @Nullable String sql) {
        return sql == null || isCopy(pending) ? sql : sqlInReports.apply(sql);
    }

    private static boolean isCopy(PendingWait pending) {
        return pending.copied() != null;
    }

    private List<SeenHolder> shown(List<SeenHolder> holders) {
        List<SeenHolder> shown = new ArrayList<>(holders.size());
        for (SeenHolder seen : holders) {
            String sql = seen.holder().sql();
            shown.add(sql == null ? seen : seen.with(seen.holder().showing(cut(sql))));
        }
        return shown;
    }

    private @Nullable String cut(String sql) {
        String masked = sqlInReports.apply(sql);
        return masked == null || masked.length() <= MOST_SQL
                ? masked
                : masked.substring(0, MOST_SQL - 1) + "…";
    }

    private static Diagnosis diagnosis(PendingWait pending, int code) {
        return code == ResultCodes.ERROR
                ? OwnWork.diagnosis(pending.waiter, pending.sql)
                : Diagnosis.of(pending, code);
    }
}
