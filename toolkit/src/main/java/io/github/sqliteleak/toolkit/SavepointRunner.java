package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/** Runs writes in one transaction, each in a savepoint, so that a failed one leaves no trace. */
final class SavepointRunner implements AutoCloseable {
    /** The transaction around the savepoints is gone, as after SQLITE_FULL, or cannot go on. */
    static final class TransactionLostException extends SQLException {
        private static final long serialVersionUID = 1L;

        private TransactionLostException(SQLException cause) {
            super("The transaction around a write was lost", cause);
        }
    }

    // A name that no write knows, so that none can release it and lose what is in it.
    private static final String NAME =
            "write_" + Long.toHexString(ThreadLocalRandom.current().nextLong());

    private final Connection connection;
    private final PreparedStatement savepoint;
    private final PreparedStatement release;
    private final PreparedStatement rollback;

    SavepointRunner(Connection connection) throws SQLException {
        this.connection = connection;
        this.savepoint = connection.prepareStatement("SAVEPOINT " + NAME);
        this.release = connection.prepareStatement("RELEASE " + NAME);
        this.rollback = connection.prepareStatement("ROLLBACK TO " + NAME);
    }

    WriteOutcome run(QueuedWrite write) throws TransactionLostException {
        control(savepoint);
        Object value = null;
        Throwable failure = null;
        Lease guest = Lease.guest(connection);
        try {
            value = write.run(guest.handle());
        } catch (Throwable t) {
            failure = t;
        } finally {
            guest.end();
        }
        if (failure != null) {
            control(rollback);
        }
        control(release);
        return new WriteOutcome(write, value, failure);
    }

    private static void control(PreparedStatement statement) throws TransactionLostException {
        try {
            statement.execute();
        } catch (SQLException e) {
            throw new TransactionLostException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        savepoint.close();
        release.close();
        rollback.close();
    }
}
