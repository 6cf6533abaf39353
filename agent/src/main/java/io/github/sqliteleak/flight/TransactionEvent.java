package io.github.sqliteleak.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** From BEGIN to its end; the stack is that of the end. */
@Name("sqlite.Transaction")
@Label("Transaction")
@Description("An explicit transaction, setAutoCommit(false) included")
@Category({"SQLite", "Transactions"})
@Threshold("20 ms")
@StackTrace(true)
final class TransactionEvent extends ConnectionEvent {
    @Label("Transaction Id")
    @Description("Number of the transaction in this JVM, from 1")
    long transactionId;

    @Label("Mode")
    @Description("deferred, immediate, exclusive or savepoint")
    @Nullable String mode;

    @Label("Outcome")
    @Description("committed, rolled back, or ended by closing the connection")
    @Nullable String outcome;

    @Label("Statements")
    @Description("Statements run in it")
    int statements;

    @Label("Wrote")
    @Description("Whether a statement that writes was among them")
    boolean wrote;
}
