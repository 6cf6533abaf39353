package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Work inside a transaction that somebody else begins and ends. Returning commits, throwing rolls
 * back. The connection is good until the work returns; statements that are left open are closed.
 *
 * @param <T> what it returns
 * @param <E> what it throws besides {@link SQLException}
 */
@FunctionalInterface
public interface TransactionWork<T extends @Nullable Object, E extends Exception> {
    T run(Connection connection) throws SQLException, E;
}
