package io.github.sqliteleak.flight;

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
final class TransactionEvent extends ConnectionEvent {
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
}
