package io.github.sqliteleak.flight;

import io.github.sqliteleak.registry.ConnectionObserver;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.Lender;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import java.util.function.Consumer;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a pool lent, until it was given back; the stack is that of the giving back. Off
 * unless the recording's settings turn it on.
 */
@Name("sqlite.PoolBorrow")
@Label("Pool Borrow")
@Description("A pool lent a connection, which has been given back")
@Enabled(false)
@StackTrace(true)
@Throttle("off")
final class PoolBorrowEvent extends ConnectionEvent implements ConnectionObserver.Borrowing {
    @Label("Pool")
    @Description("The pool that lent it")
    @Nullable String pool;

    @Label("Site")
    @Description("First frame of user code where it was borrowed; none when that is not known")
    @Nullable String site;

    @Label("Borrow Thread")
    @Description("Name of the thread that borrowed it")
    @Nullable String borrowThread;

    /** Is given what committing it throws; no field of the event. */
    private final transient Consumer<Throwable> failures;

    PoolBorrowEvent(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    @Override
    public void givenBack(TrackedConnection connection, Lending lending) {
        end();
        if (shouldCommit()) {
            about(connection);
            Lender lender = lending.lender();
            pool = lender == null ? null : lender.name();
            site = site(lending.stack());
            borrowThread = lending.threadName();
            LateEvents.add(connection, this, failures);
        }
    }
}
