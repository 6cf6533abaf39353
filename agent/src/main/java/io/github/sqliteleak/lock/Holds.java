package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.RunningCopy;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.registry.WriteCursor;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.ThreadName;
import io.github.sqliteleak.waits.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways in which somebody holds a lock, each with its evidence. */
final class Holds {
    private Holds() {}

    /** By a transaction that has the write lock. */
    static Hold byWriting(TrackedConnection connection, OpenTransaction transaction) {
        return new Hold(
                        new Grip.ByTransaction(connection, transaction),
                        Evidence.WRITE_TRANSACTION,
                        transaction.thread(),
                        transaction::beginning,
                        null)
                .writing();
    }

    /** By a statement that writes and whose result is open. */
    static Hold byWriteCursor(TrackedConnection connection, WriteCursor cursor) {
        return new Hold(
                        new Grip.ByWriteCursor(connection, cursor),
                        Evidence.OPEN_CURSOR,
                        cursor.thread(),
                        cursor::running,
                        null)
                .writing();
    }

    /** By the copy of a whole database. */
    static Hold byCopy(TrackedConnection connection, RunningCopy copy) {
        return new Hold(
                new Grip.ByCopy(connection, copy),
                Evidence.IN_FLIGHT_STATEMENT,
                copy.thread(),
                copy::stack,
                null);
    }

    /** By {@code locking_mode=EXCLUSIVE}. */
    static Hold byMode(TrackedConnection connection, ExclusiveMode mode) {
        return new Hold(
                new Grip.ByMode(connection, mode),
                Evidence.EXCLUSIVE_MODE,
                mode.thread(),
                mode::setting,
                null);
    }

    /**
     * By what a transaction has read.
     *
     * @param read where; null when not known
     */
    static Hold byReading(
            TrackedConnection connection,
            OpenTransaction transaction,
            @Nullable CapturedStack read) {
        return new Hold(
                        new Grip.ByTransaction(connection, transaction),
                        Evidence.READ_TRANSACTION,
                        transaction.thread(),
                        () -> read == null ? transaction.beginning() : read,
                        null)
                .reading();
    }

    /** By the open result of a query. */
    static Hold byResult(TrackedConnection connection, TrackedStatement cursor) {
        CapturedStack prepared = ran(connection, cursor);
        return new Hold(
                        new Grip.ByResult(connection, cursor),
                        Evidence.OPEN_CURSOR,
                        cursor.cursorThread(),
                        () -> prepared,
                        null)
                .reading();
    }

    /** Where the statement was prepared, else where it was run if that is kept. */
    private static @Nullable CapturedStack ran(
            TrackedConnection connection, TrackedStatement cursor) {
        CapturedStack prepared = cursor.preparing();
        OpenTransaction transaction = connection.transaction();
        return prepared == null && transaction != null && cursor.sql().equals(transaction.readSql())
                ? transaction.reading()
                : prepared;
    }

    /** By the open result of one of these queries. */
    static Hold byOneOf(TrackedConnection connection, List<TrackedStatement> cursors) {
        return cursors.size() == 1
                ? byResult(connection, cursors.get(0))
                : new Hold(
                                new Grip.ByResult(connection, null),
                                Evidence.OPEN_CURSOR,
                                null,
                                () -> null,
                                null)
                        .reading();
    }

    /** By a statement that a thread runs at this moment. */
    static Hold byRunning(TrackedConnection connection, Thread thread) {
        CapturedStack now = CapturedStack.of(List.of(Foreign.stack(thread)));
        return new Hold(
                new Grip.ByRunning(connection, thread, connection.runningSql()),
                Evidence.IN_FLIGHT_STATEMENT,
                ThreadName.of(thread),
                () -> now,
                null);
    }

    /**
     * By another process.
     *
     * @param pid 0 when it is in another namespace
     * @param commandLine of the process
     */
    static Hold byProcess(long pid, @Nullable String commandLine) {
        return new Hold(
                new Grip.ByProcess(pid == 0 ? null : pid),
                Evidence.OTHER_PROCESS,
                null,
                () -> null,
                commandLine);
    }
}
