package it.lib;

import org.ktorm.database.JdbcTransactionManager;
import org.ktorm.database.Transaction;

final class Ktorm implements Behind {
    private JdbcTransactionManager manager() {
        return new JdbcTransactionManager(
                () -> {
                    try {
                        return source().getConnection();
                    } catch (java.sql.SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Override
    public void leak() throws Exception {
        Transaction transaction = manager().newTransaction(null);
        KEPT.add(transaction.getConnection()); // LEAK
    }

    @Override
    public void twin() throws Exception {
        try (Transaction transaction = manager().newTransaction(null)) {
            transaction.getConnection();
        }
    }
}
