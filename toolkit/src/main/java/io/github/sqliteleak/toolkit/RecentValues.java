package io.github.sqliteleak.toolkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The values used last, so many of them. */
final class RecentValues {
    private static final float LOAD_FACTOR = 0.75f;

    private final ReentrantLock lock = new ReentrantLock();

    /**
     * What is known of a key.
     *
     * @param value null when it is known that there is none
     */
    record Known(@Nullable String value) {}

    private final Map<String, Known> values;
    private long version;

    RecentValues(int limit) {
        this.values =
                new LinkedHashMap<>(limit, LOAD_FACTOR, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                        return size() > limit;
                    }
                };
    }

    @Nullable Known get(String key) {
        lock.lock();
        try {
            return values.get(key);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a value that was written.
     *
     * @param value null when it is not known any more
     */
    void put(String key, @Nullable Known value) {
        lock.lock();
        try {
            version++;
            set(key, value);
        } finally {
            lock.unlock();
        }
    }

    /** Counts what was put. */
    long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Keeps a value that was read, unless something was put since: it may be the older one then.
     */
    void putIfUnchanged(String key, Known value, long since) {
        lock.lock();
        try {
            if (version == since) {
                set(key, value);
            }
        } finally {
            lock.unlock();
        }
    }

    private void set(String key, @Nullable Known value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }
}
