package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out connections of one database. The writer stays open between uses: as long as it is, a
 * reader that closes is never the last one and need not checkpoint.
 */
final class Connections {
    private final Path file;
    private final boolean readOnly;
    private final NewConnections fresh;
    private final LeaseBook book;
    private final Object id;
    private final WriterGate gate;
    private final Gateway gateway = new Gateway();
    private final IdleReaders idle;
    private final DatabaseListener listener;
    private volatile KeptConnection writer;
    // Of the one who has the writer now.
    private volatile Duration waited = Duration.ZERO;

    Connections(SqliteDatabaseBuilder options) throws SQLException {
        this.file = options.file();
        this.fresh = new NewConnections(options);
        this.listener = options.listener();
        this.book = new LeaseBook(options.warning());
        this.readOnly = options.isReadOnly();
        this.idle = new IdleReaders(options.keptReaders(), options.keptFor());
        this.writer = fresh.first();
        this.id = fresh.opening().location().id();
        this.gate = OpenDatabases.gate(file, id);
    }

    boolean isClosed() {
        return gateway.isClosed();
    }

    ConnectionOpening opening() {
        return fresh.opening();
    }

    boolean isReadOnly() {
        return readOnly;
    }

    LeaseBook book() {
        return book;
    }

    DatabaseListener listener() {
        return listener;
    }

    int idleReaders() {
        return idle.size();
    }

    int waitingWriters() {
        return gate.waiting();
    }

    Lease reader() throws SQLException {
        gateway.enter();
        try {
            KeptConnection kept = idle.take();
            KeptConnection connection = kept == null ? fresh.reader() : kept;
            return booked(Lease.of(connection, Opening.now(false), this::giveReaderBack));
        } finally {
            gateway.exit();
        }
    }

    void copyTo(Path target) throws SQLException {
        try (Lease lease = reader()) {
            DatabaseCopy.write(lease.handle(), target, fresh.opening().location().inMemory());
        }
    }

    Lease writer(Duration timeout) throws SQLException {
        return writer(timeout, Opening::writerNow);
    }

    /**
     * @param by made once the writer is there, so that the time of waiting does not count
     */
    private Lease writer(Duration timeout, Supplier<Opening> by) throws SQLException {
        gateway.checkOpen();
        if (readOnly) {
            throw new SQLException("The database " + file + " was opened for reading only.");
        }
        long asked = System.nanoTime();
        try {
            gate.enter(timeout);
        } catch (WriterTimeoutException e) {
            listener.writerTimedOut(e.waited());
            throw e;
        }
        try {
            gateway.enter();
        } catch (SQLException e) {
            gate.leave();
            throw e;
        }
        try {
            if (writer.isClosed()) {
                writer = fresh.writer();
            }
            Opening opening = by.get();
            waited = Duration.ofNanos(System.nanoTime() - asked);
            gate.heldBy(opening);
            return booked(Lease.of(writer, opening, this::giveWriterBack));
        } catch (Throwable t) {
            gate.leave();
            throw t;
        } finally {
            gateway.exit();
        }
    }

    <T extends @Nullable Object, E extends Exception> T transaction(
            Duration timeout, Supplier<Opening> by, TransactionWork<T, E> work)
            throws SQLException, E {
        Lease lease = writer(timeout, by);
        try (lease) {
            gate.inTransaction(Thread.currentThread());
            try {
                T result = ScopedTransaction.run(lease, TransactionMode.IMMEDIATE, work);
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
        boolean first =
                gateway.close(
                        String.format(
                                "The database %s was closed at %s by thread \"%s\" (%s)."
                                        + " Open it anew or close it later.",
                                file,
                                Instant.now(),
                                Thread.currentThread().getName(),
                                CallSite.current().get()));
        if (first) {
            OpenDatabases.leaveGate(id);
        }
        return first;
    }

    /** Closes the readers that nobody uses; the others are closed when they are given back. */
    void closeIdleReaders() {
        idle.close();
    }

    /** Closes the writer's connection; it must not be handed out any more. */
    void closeWriter() throws SQLException {
        try {
            writer.close();
        } finally {
            fresh.close();
        }
    }

    private Lease booked(Lease lease) {
        book.add(lease);
        return lease;
    }

    private void giveReaderBack(Lease lease) throws SQLException {
        KeptConnection connection = kept(lease);
        try {
            if (!isFitForReader(lease, connection) || !idle.keep(connection)) {
                connection.close();
            }
        } finally {
            book.remove(lease);
        }
    }

    /** Whether the next one gets it as if it were new. */
    private static boolean isFitForReader(Lease lease, KeptConnection connection)
            throws SQLException {
        if (lease.isChanged() || lease.isRevoked() || connection.isClosed()) {
            return false;
        }
        if (lease.mayBeInTransaction()) {
            WriterReset.run(connection.target());
        }
        return !connection.isClosed();
    }

    private void giveWriterBack(Lease lease) throws SQLException {
        KeptConnection connection = kept(lease);
        try {
            if (lease.isClean() && !lease.isChanged()) {
                WriterReset.leaveManualCommit(connection.target());
            } else {
                WriterReset.run(connection.target());
            }
            connection.endGeneratedKeys();
            if (lease.isChanged()) {
                // The next one is opened when it is asked for.
                connection.close();
            }
        } finally {
            book.remove(lease);
            Duration waitedFor = waited;
            Duration held = lease.opening().age();
            gate.leave();
            listener.writerUsed(waitedFor, held, gate.waiting());
            FlightEvents.writerUsed(file, waitedFor, held, gate.waiting());
        }
    }

    private static KeptConnection kept(Lease lease) {
        KeptConnection kept = lease.kept();
        if (kept == null) {
            throw new IllegalStateException("a lease of a foreign connection");
        }
        return kept;
    }
}
