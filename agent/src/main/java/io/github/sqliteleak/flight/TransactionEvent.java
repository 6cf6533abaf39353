package io.github.sqliteleak.flight;

import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TransactionOutcome;
import io.github.sqliteleak.registry.TransactionRecord;
import java.util.function.Consumer;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * From BEGIN to its end; the stack is that of the end. On JDK 25 and later events of the same
 * thread in between, from file reads to waits for monitors, are shown with the transaction that
 * they happened in.
 */
@Name("sqlite.Transaction")
@Label("Transaction")
@Description("An explicit transaction, setAutoCommit(false) included")
@Category({"SQLite", "Transactions"})
@Threshold("20 ms")
@StackTrace(true)
@Throttle("off")
final class TransactionEvent extends ConnectionEvent implements TransactionRecord {
    @Label("Begin Site")
    @Description("First frame of user code where it began")
    @Contextual
    @Nullable String beginSite;

    @Label("Statements")
    @Description("Statements that the application ran in it")
    int statements;

    @Label("Wrote")
    @Description("Whether a statement that writes was among them")
    boolean wrote;

    @Label("Outcome")
    @Description("committed, rolled back, closed with the connection, or left open at exit")
    @Nullable String outcome;

    @Label("Mode")
    @Description("deferred, immediate, exclusive or savepoint")
    @Nullable String mode;

    @Label("Upgraded")
    @Description("Whether it began deferred, read the database first, and then wrote")
    boolean upgraded;

    @Label("Transaction Id")
    @Description("Number of the transaction in this JVM, from 1")
    @Contextual
    long transactionId;

    /** Is given what committing it throws; no field of the event. */
    private final transient Consumer<Throwable> failures;

    TransactionEvent(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    @Override
    public void ended(
            TrackedConnection connection, OpenTransaction transaction, TransactionOutcome how) {
        end();
        if (shouldCommit()) {
            about(connection);
            mode = transaction.mode();
            beginSite = site(transaction.beginning());
            outcome = how.word();
            statements = transaction.statements();
            wrote = transaction.wrote();
            upgraded = transaction.upgraded();
            LateEvents.add(connection, this, failures);
        }
    }
}
