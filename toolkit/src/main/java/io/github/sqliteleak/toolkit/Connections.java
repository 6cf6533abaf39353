package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out connections of one database. The writer stays open between uses: as long as it is, a
 * reader that closes is never the last one and need not checkpoint.
 */
final class Connections {
    private final Path file;
    private final Settings settings;
    private final boolean readOnly;
    private final LeaseBook book = new LeaseBook();
    private final WriterGate gate;
    // Shared while opening, exclusive for the moment after which nothing opens any more.
    private final ReentrantReadWriteLock lifecycle = new ReentrantReadWriteLock();
    private @Nullable String closed;
    private volatile Connection writer;

    Connections(SqliteDatabaseBuilder options) throws SQLException {
        this.file = options.file();
        this.settings = options.settings();
        this.readOnly = options.isReadOnly();
        this.gate = new WriterGate(file);
        // For reading only, this one takes no part but to find out that it can be opened.
        this.writer = readOnly ? openReader() : openWriter();
    }

    boolean isReadOnly() {
        return readOnly;
    }

    LeaseBook book() {
        return book;
    }

    int waitingWriters() {
        return gate.waiting();
    }

    Lease reader() throws SQLException {
        lifecycle.readLock().lock();
        try {
            checkOpen();
            Connection connection = openReader();
            return booked(Lease.of(connection, Opening.now(false), this::closeReader));
        } finally {
            lifecycle.readLock().unlock();
        }
    }

    Lease writer(Duration timeout) throws SQLException {
        return writer(timeout, Opening::writerNow);
    }

    /**
     * @param by made once the writer is there, so that the time of waiting does not count
     */
    private Lease writer(Duration timeout, Supplier<Opening> by) throws SQLException {
        checkStillOpen();
        if (readOnly) {
            throw new SQLException("The database " + file + " was opened for reading only.");
        }
        gate.enter(timeout);
        lifecycle.readLock().lock();
        try {
            checkOpen();
            if (writer.isClosed()) {
                writer = openWriter();
            }
            Opening opening = by.get();
            gate.heldBy(opening);
            return booked(Lease.of(writer, opening, this::giveWriterBack));
        } catch (Throwable t) {
            gate.leave();
            throw t;
        } finally {
            lifecycle.readLock().unlock();
        }
    }

    <T extends @Nullable Object, E extends Exception> T transaction(
            Duration timeout, Supplier<Opening> by, TransactionWork<T, E> work)
            throws SQLException, E {
        Lease lease = writer(timeout, by);
        try (Connection connection = lease.handle()) {
            gate.inTransaction(Thread.currentThread());
            try {
                T result = ScopedTransaction.run(connection, TransactionMode.IMMEDIATE, work);
                lease.markClean();
                return result;
            } finally {
                gate.inTransaction(null);
            }
        }
    }

    /**
     * From now on nothing is handed out.
     *
     * @return false when that is so already
     */
    boolean refuseNew() {
        lifecycle.writeLock().lock();
        try {
            if (closed != null) {
                return false;
            }
            closed =
                    String.format(
                            "The database %s was closed at %s by thread \"%s\" (%s)."
                                    + " Open it anew or close it later.",
                            file,
                            Instant.now(),
                            Thread.currentThread().getName(),
                            CallSite.current().get());
            return true;
        } finally {
            lifecycle.writeLock().unlock();
        }
    }

    /** Closes the writer's connection; it must not be handed out any more. */
    void closeWriter() throws SQLException {
        writer.close();
    }

    private void checkStillOpen() throws SQLException {
        lifecycle.readLock().lock();
        try {
            checkOpen();
        } finally {
            lifecycle.readLock().unlock();
        }
    }

    private void checkOpen() throws SQLException {
        if (closed != null) {
            throw new SQLNonTransientConnectionException(closed);
        }
    }

    private Lease booked(Lease lease) {
        book.add(lease);
        return lease;
    }

    private void closeReader(Lease lease) throws SQLException {
        try {
            lease.target().close();
        } finally {
            book.remove(lease);
        }
    }

    private void giveWriterBack(Lease lease) throws SQLException {
        try {
            if (lease.isClean()) {
                WriterReset.leaveManualCommit(lease.target());
            } else {
                WriterReset.run(lease.target());
            }
        } finally {
            book.remove(lease);
            gate.leave();
        }
    }

    private Connection openWriter() throws SQLException {
        return open(Driver.Mode.READ_WRITE_CREATE, "");
    }

    private Connection openReader() throws SQLException {
        return open(Driver.Mode.READ_ONLY, readOnly ? ReadOnlyLook.queryOfUnwritable(file) : "");
    }

    private Connection open(Driver.Mode mode, String query) throws SQLException {
        try {
            return configured(Driver.open(file, mode, query));
        } catch (SQLException e) {
            throw Driver.naming(file, e);
        }
    }

    private Connection configured(Connection connection) throws SQLException {
        try {
            settings.apply(connection);
            return connection;
        } catch (Throwable t) {
            connection.close();
            throw t;
        }
    }
}
