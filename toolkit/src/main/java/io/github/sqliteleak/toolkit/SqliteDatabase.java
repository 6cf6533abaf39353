package io.github.sqliteleak.toolkit;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One SQLite file: any number of readers, one writer, and a close that leaves nothing beside the
 * file. Safe for any number of threads, virtual ones too. Have one of these per file and process.
 *
 * <p>What {@code reader()} and {@code writer()} give is for try-with-resources: a handle whose
 * close gives the connection back, after which nothing got from it works any more. {@code unwrap}
 * gives the driver's own object; what is done with that is not guarded.
 */
public final class SqliteDatabase implements AutoCloseable {
    private final Path file;
    private final Duration writerTimeout;
    private final Duration closeTimeout;
    private final Connections connections;
    private final ClosingSequence closing;

    SqliteDatabase(SqliteDatabaseBuilder options) throws SQLException {
        this.file = options.file();
        this.writerTimeout = options.writerTimeout();
        this.closeTimeout = options.closeTimeout();
        this.connections = new Connections(options);
        this.closing = new ClosingSequence(file, connections);
        OpenDatabases.add(this);
        if (options.isClosedAtExit()) {
            ClosingAtExit.add(this);
        }
    }

    /**
     * Opens a database with the defaults of {@link SqliteDatabaseBuilder}.
     *
     * @throws SettingRefusedException when SQLite did not take a setting
     */
    public static SqliteDatabase open(Path file) throws SQLException {
        return builder(file).open();
    }

    public static SqliteDatabaseBuilder builder(Path file) {
        return new SqliteDatabaseBuilder(Location.of(file));
    }

    /**
     * By a URI as SQLite reads it, as in {@code file:/data/app.db?vfs=unix-excl}. Its parameters
     * hold for each connection; {@code mode=rw} creates no file, and {@code mode=ro} is {@link
     * SqliteDatabaseBuilder#readOnly()}.
     *
     * @throws IllegalArgumentException when it is no {@code file:} URI, or has {@code cache=shared}
     */
    public static SqliteDatabaseBuilder builder(URI uri) {
        return new SqliteDatabaseBuilder(Location.of(uri));
    }

    /**
     * In memory, from SQLite 3.36 on: all who open one of this name in this JVM share it, and it
     * ends when the last of them is closed. There is no WAL, so readers and the writer wait for
     * each other, for as long as the busy timeout.
     *
     * @param name letters, digits, {@code . - _}
     */
    public static SqliteDatabaseBuilder inMemory(String name) {
        return new SqliteDatabaseBuilder(Location.inMemory(name));
    }

    /** The database file, absolute; of one in memory its name. */
    public Path file() {
        return file;
    }

    /**
     * A read-only connection, as if it were new: one that somebody has used before, if there is one
     * and nothing but rows was read on it. Readers do not wait for the writer, nor it for them. A
     * transaction that stays open in one keeps the WAL from shrinking.
     */
    public Connection reader() throws SQLException {
        return connections.reader().handle();
    }

    /**
     * The one writer, first come first served, in autocommit mode. What it leaves uncommitted is
     * rolled back when it is closed, and what it has set (PRAGMAs, temporary tables, attached
     * databases) is gone for the next one.
     *
     * @throws WriterTimeoutException when another thread holds it longer than {@code timeout}; at
     *     once when this thread has it already, since it would wait for itself
     */
    public Connection writer(Duration timeout) throws SQLException {
        return connections.writer(timeout).handle();
    }

    /** As {@link #writer(Duration)} with the builder's writer timeout. */
    public Connection writer() throws SQLException {
        return writer(writerTimeout);
    }

    /**
     * The readers for what takes a DataSource, as jOOQ, JDBI, Hibernate and Spring do. Each
     * connection must be closed; closing the DataSource itself is not needed.
     */
    public DataSource readerDataSource() {
        return new DatabaseSource("readers of " + file, this::reader);
    }

    /**
     * The one writer for what takes a DataSource. {@code getConnection()} waits for it as long as
     * the builder's writer timeout, and throws {@link WriterTimeoutException} at once when the
     * calling thread has it already: such work must run on the connection that is there, as with
     * nested transactions of Spring that join the outer one.
     */
    public DataSource writerDataSource() {
        return new DatabaseSource("the writer of " + file, this::writer);
    }

    /**
     * Copies the database as it is at this moment, while others read and write. The copy is a
     * database by itself, in rollback-journal mode, without free pages.
     *
     * @param target must not exist, or be empty; its folder must exist
     * @throws SQLException when the copy cannot be made; SQLite before 3.27 cannot
     */
    public void backup(Path target) throws SQLException {
        connections.copyTo(target.toAbsolutePath());
    }

    /** As {@link #transaction(Duration, TransactionWork)} with the builder's writer timeout. */
    public <T extends @Nullable Object, E extends Exception> T transaction(
            TransactionWork<T, E> work) throws SQLException, E {
        return transaction(writerTimeout, work);
    }

    /**
     * Runs work in a transaction on the writer: {@code BEGIN IMMEDIATE}, then commit, or roll back
     * on anything thrown. Not to be nested: pass the connection on instead.
     *
     * @return what the work returns
     * @throws WriterTimeoutException when the writer was not to be had in time
     */
    public <T extends @Nullable Object, E extends Exception> T transaction(
            Duration timeout, TransactionWork<T, E> work) throws SQLException, E {
        return connections.transaction(timeout, Opening::writerNow, work);
    }

    /** For the write queue, which no line of the user's has called. */
    <T extends @Nullable Object, E extends Exception> T transaction(
            Supplier<String> site, TransactionWork<T, E> work) throws SQLException, E {
        return connections.transaction(writerTimeout, () -> Opening.by(site), work);
    }

    /** {@link #transaction(TransactionWork)} for work without a result. */
    public <E extends Exception> void useTransaction(TransactionAction<E> action)
            throws SQLException, E {
        useTransaction(writerTimeout, action);
    }

    /** {@link #transaction(Duration, TransactionWork)} for work without a result. */
    public <E extends Exception> void useTransaction(Duration timeout, TransactionAction<E> action)
            throws SQLException, E {
        transaction(
                timeout,
                connection -> {
                    action.run(connection);
                    return true;
                });
    }

    /**
     * How many connections are handed out and not closed yet: readers, and the writer if in use.
     */
    public int activeConnections() {
        return connections.book().size();
    }

    DatabaseListener listener() {
        return connections.listener();
    }

    /** How many readers are open that nobody uses. */
    int idleReaders() {
        return connections.idleReaders();
    }

    /** How many threads wait for the writer. */
    int waitingWriters() {
        return connections.waitingWriters();
    }

    /** As {@link #close(Duration)} with the builder's close timeout. */
    @Override
    public void close() throws SQLException {
        close(closeTimeout);
    }

    /**
     * Refuses new work, waits for what runs, closes what is left, then moves the WAL into the
     * database on a fresh connection, after which no -wal and no -shm is there unless another
     * process has the file. Connections of the calling thread and of ended threads are not waited
     * for. The second time it only repeats the result.
     *
     * @param timeout the most to wait for connections in use
     * @throws SQLException when the checkpoint failed, as on a full disk; all is closed then, and
     *     the WAL, which holds what is not in the database, is left in place
     */
    public CheckpointResult close(Duration timeout) throws SQLException {
        OpenDatabases.remove(this);
        ClosingAtExit.remove(this);
        return closing.run(timeout);
    }

    boolean isClosed() {
        return connections.isClosed();
    }

    /** What {@link #close()} did; empty before. */
    public Optional<CheckpointResult> closeResult() {
        return closing.result();
    }
}
