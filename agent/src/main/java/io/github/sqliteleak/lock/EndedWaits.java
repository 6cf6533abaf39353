package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turns a wait that has ended into a value, with what caused it. */
final class EndedWaits {
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
        Diagnosis diagnosis = code == null ? Diagnosis.NONE : Diagnosis.of(pending, code);
        DatabaseFile database = pending.database();
        List<SeenHolder> holders = pending.holders();
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
                        diagnosis.sql() == null ? null : sqlInReports.apply(diagnosis.sql()),
                        pending.endedAtMillis());
        sites.add(wait, new WaitStacks(pending.here(), diagnosis.stack(), holders));
        return wait;
    }
}
