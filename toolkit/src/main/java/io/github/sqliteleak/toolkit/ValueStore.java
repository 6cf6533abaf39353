package io.github.sqliteleak.toolkit;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A {@link WriteBehindStore} for values of any type. Each value that is read is a new one.
 *
 * @param <V> type of the values
 */
public final class ValueStore<V> {
    private final WriteBehindStore texts;
    private final ValueCodec<V> codec;

    ValueStore(WriteBehindStore texts, ValueCodec<V> codec) {
        this.texts = texts;
        this.codec = Objects.requireNonNull(codec, "codec");
    }

    /** As {@link WriteBehindStore#get}. */
    public Optional<V> get(String key) throws SQLException {
        return texts.get(key).map(codec::decode);
    }

    /**
     * As {@link WriteBehindStore#put}; the value is encoded before this returns.
     *
     * @throws NullPointerException when key or value is null
     */
    public CompletableFuture<@Nullable Object> put(String key, V value) {
        return texts.put(key, codec.encode(Objects.requireNonNull(value, "value")));
    }

    /** As {@link WriteBehindStore#remove}. */
    public CompletableFuture<@Nullable Object> remove(String key) {
        return texts.remove(key);
    }

    /** As {@link WriteBehindStore#keys}. */
    public Set<String> keys() throws SQLException {
        return texts.keys();
    }

    /** As {@link WriteBehindStore#entries}. */
    public Map<String, V> entries() throws SQLException {
        Map<String, V> values = new TreeMap<>();
        texts.entries().forEach((key, text) -> values.put(key, codec.decode(text)));
        return values;
    }
}
