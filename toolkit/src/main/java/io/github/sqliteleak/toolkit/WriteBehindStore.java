package io.github.sqliteleak.toolkit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small keyed store of texts in one table: writes go through a {@link WriteQueue}, the last one
 * of a key wins, and what was put is read back at once, before it is written. When a write fails,
 * its future says so and the store goes back to what the table has. For a table that only this
 * store writes; safe for any number of threads.
 */
public final class WriteBehindStore {
    private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    private static final int CACHED = 1_000;

    /** A value on its way to the table, null for a removal. Compared by identity. */
    private static final class Pending {
        private final @Nullable String value;
        private volatile boolean ended;

        private Pending(@Nullable String value) {
            this.value = value;
        }
    }

    /** The queue's key: two stores on one queue must not replace each other's writes. */
    private record QueueKey(String table, String key) {}

    private final SqliteDatabase database;
    private final WriteQueue queue;
    private final String table;
    private final ConcurrentHashMap<String, Pending> pending = new ConcurrentHashMap<>();
    private final RecentValues cache = new RecentValues(CACHED);
    // What is pending last must also be queued last.
    private final ReentrantLock order = new ReentrantLock();

    private WriteBehindStore(SqliteDatabase database, WriteQueue queue, String table) {
        this.database = database;
        this.queue = queue;
        this.table = table;
    }

    /**
     * Opens a store, creating its table with the columns {@code key} and {@code value} if need be.
     *
     * @param queue of the same database; closing it ends the writing
     * @param table a plain name
     * @throws SQLException when the table is there and is not one of a store; it is left alone
     */
    public static WriteBehindStore open(SqliteDatabase database, WriteQueue queue, String table)
            throws SQLException {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException("Not a plain name for a table: " + table);
        }
        database.useTransaction(connection -> StoreTable.create(connection, table));
        return new WriteBehindStore(database, queue, table);
    }

    /** The value put last, written or not; empty when there is none. */
    public Optional<String> get(String key) throws SQLException {
        Pending written = pending.get(key);
        if (written != null) {
            return Optional.ofNullable(written.value);
        }
        RecentValues.Known cached = cache.get(key);
        return cached == null ? load(key) : Optional.ofNullable(cached.value());
    }

    /** All keys as of now, those included that are not written yet; a copy. */
    public Set<String> keys() throws SQLException {
        return entries().keySet();
    }

    /** All keys with their values as of now, those included that are not written yet; a copy. */
    public Map<String, String> entries() throws SQLException {
        // What is written while the table is read is in the first look, or in the table.
        Map<String, Pending> before = Map.copyOf(pending);
        Map<String, String> entries = new TreeMap<>();
        try (Connection connection = database.reader();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT key, value FROM " + table)) {
            while (row.next()) {
                entries.put(row.getString(1), row.getString(2));
            }
        }
        before.forEach((key, put) -> apply(entries, key, put));
        pending.forEach((key, put) -> apply(entries, key, put));
        return entries;
    }

    private static void apply(Map<String, String> entries, String key, Pending put) {
        if (put.value == null) {
            entries.remove(key);
        } else {
            entries.put(key, put.value);
        }
    }

    /**
     * This store for values of another type. A value is turned into its text when it is put, so
     * that what is done to it afterwards changes nothing here.
     */
    public <V> ValueStore<V> of(ValueCodec<V> codec) {
        return new ValueStore<>(this, codec);
    }

    /**
     * Puts a value.
     *
     * @return completes when this value or a later one of the key is committed
     * @throws IllegalArgumentException when key or value holds half of a surrogate pair, which
     *     SQLite's UTF-8 has no form for
     * @throws java.util.concurrent.RejectedExecutionException as {@link WriteQueue#submit}
     */
    public CompletableFuture<@Nullable Object> put(String key, String value) {
        wellFormed(key, "key");
        wellFormed(value, "value");
        return submit(
                key,
                new Pending(value),
                connection ->
                        update(
                                connection,
                                "INSERT OR REPLACE INTO " + table + " VALUES (?, ?)",
                                key,
                                value));
    }

    /** Removes a key; otherwise as {@link #put}. */
    public CompletableFuture<@Nullable Object> remove(String key) {
        wellFormed(key, "key");
        return submit(
                key,
                new Pending(null),
                connection -> update(connection, "DELETE FROM " + table + " WHERE key = ?", key));
    }

    private static void wellFormed(String text, String what) {
        Objects.requireNonNull(text, what);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException(
                        "The " + what + " holds half of a surrogate pair at " + i);
            }
        }
    }

    private CompletableFuture<@Nullable Object> submit(
            String key, Pending now, TransactionWork<Integer, SQLException> write) {
        order.lock();
        try {
            Pending before = pending.put(key, now);
            CompletableFuture<@Nullable Object> future;
            try {
                future = queue.submit(new QueueKey(table, key), write);
            } catch (RuntimeException rejected) {
                restore(key, now, before);
                throw rejected;
            }
            CompletableFuture<?> ignored =
                    future.whenComplete((result, failure) -> ended(key, now, failure));
            return future;
        } finally {
            order.unlock();
        }
    }

    private void restore(String key, Pending now, @Nullable Pending before) {
        if (before == null || before.ended) {
            pending.remove(key, now);
        } else {
            pending.put(key, before);
            if (before.ended) {
                pending.remove(key, before);
            }
        }
    }

    private void ended(String key, Pending write, @Nullable Throwable failure) {
        write.ended = true;
        boolean last = failure == null && pending.get(key) == write;
        cache.put(key, last ? new RecentValues.Known(write.value) : null);
        pending.remove(key, write);
    }

    private Optional<String> load(String key) throws SQLException {
        long version = cache.version();
        try (Connection connection = database.reader();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT value FROM " + table + " WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                String value = row.next() ? row.getString(1) : null;
                cache.putIfUnchanged(key, new RecentValues.Known(value), version);
                return Optional.ofNullable(value);
            }
        }
    }

    private static int update(Connection connection, String sql, String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}
