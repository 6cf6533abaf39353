package io.github.sqliteleak.toolkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The writes in line, in order. One that replaces another of the same key goes to the end: as if
 * the earlier one had never been submitted, so that nothing submitted between is overtaken. It
 * keeps the age of the earlier one, else a key that is submitted again and again never comes of
 * age. Not safe for several threads.
 */
final class WaitingWrites {
    private static final int MOST_REPLACED = 64;

    private final long maxDelayNanos;
    // With those that were replaced, which are not taken out of the middle at once.
    private final Deque<QueuedWrite> line = new ArrayDeque<>();
    private int replaced;
    private final Map<Object, QueuedWrite> replaceable = new HashMap<>();
    private final Set<Object> keysThatKeepTheirPlace = new HashSet<>();

    /**
     * @param maxDelayNanos the age at which a write is no longer replaced
     */
    WaitingWrites(long maxDelayNanos) {
        this.maxDelayNanos = maxDelayNanos;
    }

    int size() {
        return line.size() - replaced;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** Whether a write of this key waits, so that another one needs no room. */
    boolean hasReplaceable(@Nullable Object key) {
        return key != null && replaceable.containsKey(key);
    }

    /**
     * Adds a write, in place of the one of its key that waits. Where that one is too old, or kept
     * by {@code keepPlaces}, it stays and is written, since each replacement moves it to the end of
     * a line that may never get so far. At most one of a key stays like that, so that a line
     * without room grows by no more than its keys.
     */
    QueuedWrite add(
            long sequence,
            @Nullable Object key,
            TransactionWork<?, ?> work,
            long now,
            boolean keepPlaces) {
        QueuedWrite waiting = key == null ? null : replaceable.get(key);
        boolean tooOld = waiting != null && (keepPlaces || now - waiting.since() >= maxDelayNanos);
        if (key != null && tooOld && keysThatKeepTheirPlace.add(key)) {
            waiting = null;
        }
        if (waiting != null) {
            waiting.replace();
            if (++replaced > MOST_REPLACED + size()) {
                line.removeIf(QueuedWrite::isReplaced);
                replaced = 0;
            }
        }
        QueuedWrite write = new QueuedWrite(sequence, key, work, now, waiting);
        line.add(write);
        if (key != null) {
            replaceable.put(key, write);
        }
        return write;
    }

    /**
     * Moves the first ones from the line to the end of a list. A key that cannot be asked for its
     * hash any more leaves its write in one of the two.
     */
    void take(int most, List<QueuedWrite> taken) {
        QueuedWrite first = line.peekFirst();
        while (taken.size() < most && first != null) {
            Object key = first.key();
            if (first.isReplaced()) {
                replaced--;
            } else if (key != null && !replaceable.remove(key, first)) {
                keysThatKeepTheirPlace.remove(key);
            }
            line.removeFirst();
            if (!first.isReplaced()) {
                taken.add(first);
            }
            first = line.peekFirst();
        }
    }

    /** Empties the line. */
    List<QueuedWrite> takeAll() {
        List<QueuedWrite> all = line.stream().filter(write -> !write.isReplaced()).toList();
        replaced = 0;
        line.clear();
        replaceable.clear();
        keysThatKeepTheirPlace.clear();
        return all;
    }

    /** Since when the longest waiting one waits; {@code now} when none does. */
    long oldestSince(long now) {
        // Not simply the first one: a replaced key is at the end, with the age of its beginning.
        long oldest = now;
        for (QueuedWrite write : line) {
            if (!write.isReplaced() && write.since() - oldest < 0) {
                oldest = write.since();
            }
        }
        return oldest;
    }

    /** Whether one waits that was submitted, or took the place of one submitted, by then. */
    boolean hasUpTo(long sequence) {
        return line.stream()
                .anyMatch(write -> !write.isReplaced() && write.oldestSequence() <= sequence);
    }
}
