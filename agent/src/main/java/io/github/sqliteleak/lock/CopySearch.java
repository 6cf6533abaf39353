package io.github.sqliteleak.lock;

import io.github.sqliteleak.lock.HolderSearch.Findings;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.RunningCopy;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds who holds locks in the way of a copy that has failed: on the one database or the other. */
final class CopySearch {
    private final HolderSearch holders;
    private final int stackDepth;

    CopySearch(HolderSearch holders, int stackDepth) {
        this.holders = holders;
        this.stackDepth = stackDepth;
    }

    /**
     * The wait of the copy, with who was found.
     *
     * @param pending what the connection had pending; null for nothing
     * @param cause null when there is none but the locks of others
     */
    PendingWait find(
            TrackedConnection waiter,
            RunningCopy copy,
            @Nullable OngoingWait pending,
            @Nullable LockCause cause) {
        long now = System.nanoTime();
        PendingWait wait =
                pending instanceof PendingWait known
                        ? known
                        : PendingWait.unseen(waiter, copy.beganNanos(), copy.text());
        wait.waited(now, false);
        wait.markSite(stackDepth);
        DatabaseFile own = waiter.database();
        boolean backup = copy.writes(copy.other());
        Hold itself = cause == null ? null : OwnLocks.find(waiter);
        Findings found =
                itself == null
                        ? holders.findOn(backup ? copy.other() : own, waiter, Operation.WRITE)
                        : new Findings(own, List.of(itself), null);
        if (found.holds().isEmpty()) {
            Findings read = holders.findOn(backup ? own : copy.other(), waiter, Operation.READ);
            found = read.holds().isEmpty() ? found : read;
        }
        wait.copied(own, found, cause);
        wait.found(found, now);
        return wait;
    }
}
