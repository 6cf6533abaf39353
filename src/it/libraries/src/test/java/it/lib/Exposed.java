package it.lib;

import kotlin.Unit;
import org.jetbrains.exposed.jdbc.ExposedConnectionImpl;
import org.jetbrains.exposed.sql.Database;
import org.jetbrains.exposed.sql.Transaction;
import org.jetbrains.exposed.sql.transactions.ThreadLocalTransactionManager;
import org.jetbrains.exposed.sql.transactions.TransactionApiKt;

final class Exposed implements Behind {
    private Transaction begin() {
        Database database =
                Database.Companion.connect(
                        source(),
                        connection -> Unit.INSTANCE,
                        null,
                        new ExposedConnectionImpl(),
                        of -> new ThreadLocalTransactionManager(of, (a, b) -> Unit.INSTANCE));
        return TransactionApiKt.getTransactionManager(database).newTransaction(8, false, null);
    }

    @Override
    public void leak() throws Exception {
        Transaction transaction = begin();
        KEPT.add(transaction.getConnection()); // LEAK
    }

    @Override
    public void twin() throws Exception {
        Transaction transaction = begin();
        transaction.getConnection();
        transaction.close();
    }
}
