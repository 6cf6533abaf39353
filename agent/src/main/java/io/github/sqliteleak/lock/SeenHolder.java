package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockHolder;
import org.jspecify.annotations.Nullable;

/**
 * Who held a lock, with what can be said better of its places when there is time for it.
 *
 * @param holder with its places by the names of classes alone
 * @param began stack of where it began what holds the lock; null when not known
 * @param opened of where the connection was opened; null for another process
 * @param text its SQL in full, where nobody has noted where it was run; else null
 */
record SeenHolder(
        LockHolder holder,
        @Nullable CapturedStack began,
        @Nullable CapturedStack opened,
        @Nullable String text) {
    SeenHolder(LockHolder holder, @Nullable CapturedStack began, @Nullable CapturedStack opened) {
        this(holder, began, opened, began == null ? holder.sql() : null);
    }

    SeenHolder with(@Nullable HolderShare share) {
        return new SeenHolder(holder.with(share), began, opened, text);
    }

    SeenHolder with(LockHolder described) {
        return new SeenHolder(described, began, opened, text);
    }

    /** Whether the other sighting of the same holder lasted longer. */
    boolean isShorterThan(SeenHolder other) {
        return !holder.longer(other.holder).equals(holder);
    }
}
