package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * {@link TransactionWork} without a result.
 *
 * @param <E> what it throws besides {@link SQLException}
 */
@FunctionalInterface
public interface TransactionAction<E extends Exception> {
    void run(Connection connection) throws SQLException, E;
}
