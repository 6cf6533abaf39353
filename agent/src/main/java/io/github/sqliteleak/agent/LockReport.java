package io.github.sqliteleak.agent;

import io.github.sqliteleak.lock.LockHolder;
import io.github.sqliteleak.lock.LockSite;
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
                            holder.evidence().json()));
        }
        return new LockWaitGroup(
                site.database(),
                site.waiterSite(),
                site.count(),
                site.totalMillis(),
                site.maxMillis(),
                site.count(),
                List.of(site.resultCode()),
                holders,
                site.firstAt(),
                site.lastAt());
    }
}
