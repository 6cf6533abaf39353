package io.github.sqliteleak.flight;

import io.github.sqliteleak.lock.LockWait;
import io.github.sqliteleak.waits.LockHolder;
import java.util.List;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A statement that failed because of a lock; the stack is that of the failure. */
@Name("sqlite.LockTimeout")
@Label("Lock Timeout")
@Description("A statement failed because the database was locked, or a checkpoint stayed busy")
@StackTrace(true)
@Throttle("off")
final class LockTimeoutEvent extends LockEvent {
    @Label("Waited")
    @Description(
            "From SQLite's first attempt to its last, else what it took; 0 when it did not wait")
    @Timespan(Timespan.MILLISECONDS)
    long waited;

    @Label("Result Code")
    @Description("Extended name of SQLite's result code")
    @Nullable String resultCode;

    @Override
    void of(LockWait wait) {
        super.of(wait);
        waited = wait.waitedMillis();
        resultCode = wait.resultCode();
    }

    /** The one that had the lock then, as far as that is known. */
    @Override
    @Nullable LockHolder named(List<LockHolder> holders) {
        return holders.isEmpty() ? null : holders.get(0);
    }
}
