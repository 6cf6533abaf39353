package io.github.sqliteleak.flight;

import io.github.sqliteleak.lock.LockWait;
import io.github.sqliteleak.lock.WaitRecord;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockHolder;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A wait for a lock, from SQLite's first attempt to its last; the stack is the waiter's. */
@Name("sqlite.LockWait")
@Label("Lock Wait")
@Description("A statement waited for a lock on the database; it may have failed in the end")
@Threshold("20 ms")
@StackTrace(true)
@Throttle("off")
final class LockWaitEvent extends LockEvent implements WaitRecord {
    /** Is given what committing it throws; no field of the event. */
    private final transient Consumer<Throwable> failures;

    LockWaitEvent(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    @Override
    public void goesOn() {
        end();
    }

    @Override
    public boolean isWanted() {
        return shouldCommit();
    }

    @Override
    public void ended(TrackedConnection waiter, LockWait wait) {
        if (shouldCommit()) {
            of(wait);
            LateEvents.add(waiter, this, failures);
        }
    }

    /** The one that had the lock for most of the wait. */
    @Override
    @Nullable LockHolder named(List<LockHolder> holders) {
        return holders.stream().max(Comparator.comparingLong(HolderShare::millis)).orElse(null);
    }
}
