package io.github.sqliteleak.toolkit;

/**
 * Turns values into texts and back. Called by any thread, at the moment a value is put or read;
 * what it throws comes out there.
 *
 * @param <V> type of the values
 */
public interface ValueCodec<V> {
    /** The text of a value, such as JSON; without half surrogate pairs. */
    String encode(V value);

    /** A new value from its text. */
    V decode(String text);
}
