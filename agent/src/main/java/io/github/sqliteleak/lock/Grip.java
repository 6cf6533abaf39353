package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.ExclusiveMode;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.RunningCopy;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.registry.WriteCursor;
import org.jspecify.annotations.Nullable;

/** By what somebody holds a lock. Equal to another one by the same thing. */
sealed interface Grip {
    /** Null for another process. */
    @Nullable TrackedConnection connection();

    /** Whether it is there still, as far as that can be seen in this JVM. */
    boolean isThere();

    /** {@link System#nanoTime()} when it began; null when not known. */
    default @Nullable Long sinceNanos() {
        return null;
    }

    /** {@link System#nanoTime()} when it came to have the lock; null when not known. */
    default @Nullable Long lockedNanos() {
        return sinceNanos();
    }

    /** {@link System#nanoTime()} when it began to read; null when not known. */
    default @Nullable Long readNanos() {
        return sinceNanos();
    }

    /** The query or the statement by which it is held; null when not known. */
    default @Nullable String sql() {
        return null;
    }

    /** Of another process, where it is known. */
    default @Nullable Long pid() {
        return null;
    }

    /** Whether it may be over as soon as it was seen. */
    default boolean isOfMoment() {
        return false;
    }

    /** The transaction that is open. */
    record ByTransaction(TrackedConnection connection, OpenTransaction transaction)
            implements Grip {
        @Override
        public boolean isThere() {
            return isOpen(connection) && connection.transaction() == transaction;
        }

        @Override
        public Long sinceNanos() {
            return transaction.beganNanos();
        }

        @Override
        public Long lockedNanos() {
            return transaction.lockedNanos();
        }

        @Override
        public Long readNanos() {
            return transaction.readNanos();
        }
    }

    /** The open result of a statement that writes. */
    record ByWriteCursor(TrackedConnection connection, WriteCursor cursor) implements Grip {
        @Override
        public boolean isThere() {
            return isOpen(connection) && connection.writeCursor() == cursor;
        }

        @Override
        public Long sinceNanos() {
            return cursor.beganNanos();
        }

        @Override
        public String sql() {
            return cursor.sql();
        }
    }

    /** The mode in which locks are kept. */
    record ByMode(TrackedConnection connection, ExclusiveMode mode) implements Grip {
        @Override
        public boolean isThere() {
            return isOpen(connection) && connection.exclusiveMode() == mode;
        }

        @Override
        public Long sinceNanos() {
            return mode.sinceNanos();
        }
    }

    /**
     * The open result of a query. One connection's results, one after the other, are one holder.
     *
     * @param cursor null when it is one of several
     */
    record ByResult(TrackedConnection connection, @Nullable TrackedStatement cursor)
            implements Grip {
        @Override
        public boolean isThere() {
            return isOpen(connection)
                    && (cursor == null
                            ? !connection.possiblyReading().isEmpty()
                            : cursor.cursorOpen());
        }

        @Override
        public @Nullable Long sinceNanos() {
            return cursor == null || cursor.cursorNanos() == 0 ? null : cursor.cursorNanos();
        }

        /** Of one of several, not before the last of them was run. */
        @Override
        public Long readNanos() {
            Long since = sinceNanos();
            return since == null ? connection.lastUseNanos() : since;
        }

        @Override
        public @Nullable String sql() {
            return cursor == null ? null : cursor.sql();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ByResult that && connection == that.connection;
        }

        @Override
        public int hashCode() {
            return connection.hashCode();
        }
    }

    /** A copy of a whole database that is being made. */
    record ByCopy(TrackedConnection connection, RunningCopy copy) implements Grip {
        @Override
        public boolean isThere() {
            return isOpen(connection) && connection.copy() == copy;
        }

        @Override
        public Long sinceNanos() {
            return copy.beganNanos();
        }

        @Override
        public String sql() {
            return copy.text();
        }
    }

    /**
     * A statement that runs at this moment. One connection's statements, one after the other, are
     * one holder.
     */
    record ByRunning(TrackedConnection connection, Thread thread, @Nullable String sql)
            implements Grip {
        @Override
        public boolean isThere() {
            return isOpen(connection) && connection.inFlight() == thread && !connection.isWaiting();
        }

        @Override
        public Long readNanos() {
            return connection.lastUseNanos();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ByRunning that
                    && connection == that.connection
                    && thread == that.thread;
        }

        @Override
        public int hashCode() {
            return connection.hashCode();
        }

        @Override
        public boolean isOfMoment() {
            return true;
        }
    }

    /**
     * Another process.
     *
     * @param pid null when it is in another namespace
     */
    record ByProcess(@Nullable Long pid) implements Grip {
        @Override
        public @Nullable TrackedConnection connection() {
            return null;
        }

        @Override
        public boolean isThere() {
            return false;
        }
    }

    private static boolean isOpen(TrackedConnection connection) {
        return connection.closedNanos() == 0;
    }
}
