package io.github.sqliteleak.agent;

import io.github.sqliteleak.lock.LockCause;
import io.github.sqliteleak.lock.LockHolder;
import io.github.sqliteleak.lock.LockSite;
import io.github.sqliteleak.lock.LockWait;
import io.github.sqliteleak.report.LockHolderInfo;
import io.github.sqliteleak.report.LockWaitGroup;
import java.util.ArrayList;
import java.util.List;

/** Puts what the lock watch has noted into the values of the report. */
final class LockReport {
    private LockReport() {}

    static LockWaitGroup of(LockSite site) {
        List<LockHolderInfo> holders = new ArrayList<>();
        for (LockHolder holder : site.holders()) {
            holders.add(
                    new LockHolderInfo(
                            holder.connectionId(),
                            holder.thread(),
                            holder.site(),
                            holder.openSite(),
                            holder.pid(),
                            holder.process(),
                            holder.evidence().json(),
                            holder.heldMillis()));
        }
        LockWait first = site.first();
        LockCause cause = first.cause();
        return new LockWaitGroup(
                first.database(),
                first.site(),
                first.operation().word(),
                first.sql(),
                site.count(),
                site.totalMillis(),
                site.maxMillis(),
                site.timedOut(),
                site.resultCodes(),
                cause == null ? null : cause.json(),
                first.causeSite(),
                first.causeSql(),
                holders,
                site.firstAt(),
                site.lastAt());
    }
}
