package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Work that may be done again after it failed half-way, with the same outcome as done once.
 *
 * @param <T> what it returns
 * @param <E> what it throws besides {@link SQLException}
 */
@FunctionalInterface
public interface IdempotentWork<T extends @Nullable Object, E extends Exception> {
    T run() throws SQLException, E;
}
