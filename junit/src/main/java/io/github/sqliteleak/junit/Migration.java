package io.github.sqliteleak.junit;

import javax.sql.DataSource;

/**
 * Brings a fresh database to the state that tests begin with. Has a constructor without parameters.
 */
@FunctionalInterface
public interface Migration {
    /**
     * Does so, on as many connections as it likes, each of which it closes; one that is left open
     * fails the test.
     *
     * @param database all connections see the same data
     * @throws Exception fails the test
     */
    void migrate(DataSource database) throws Exception;

    /** Does nothing. */
    final class None implements Migration {
        @Override
        public void migrate(DataSource database) {}
    }
}
