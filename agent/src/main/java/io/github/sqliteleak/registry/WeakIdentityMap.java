package io.github.sqliteleak.registry;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Hangs a value on an object that has no field for it, for as long as the object lives. By
 * identity: the driver's objects have an {@code equals} of their own. To look up takes no lock and
 * allocates nothing; to put locks one of some parts.
 *
 * <p>A value must not refer to its key strongly, unless somebody else decides how long.
 */
final class WeakIdentityMap<V> {
    private static final int PARTS = 32;
    private static final int SMALLEST = 16;

    private final Part<V>[] parts;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    WeakIdentityMap() {
        parts = new Part[PARTS];
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Part<>();
        }
    }

    /** Null when there is none. */
    @Nullable V get(Object key) {
        int hash = hash(key);
        for (Node<V> node = part(hash).first(hash); node != null; node = node.next) {
            if (node.key.refersTo(key)) {
                return node.value;
            }
        }
        return null;
    }

    /**
     * @param value null to take it away
     */
    void put(Object key, @Nullable V value) {
        int hash = hash(key);
        part(hash).put(key, hash, value);
    }

    /** How many keys there are, some of which may be gone. */
    int size() {
        int size = 0;
        for (Part<V> part : parts) {
            size += part.size();
        }
        return size;
    }

    private static int hash(Object key) {
        int hash = System.identityHashCode(key);
        return hash ^ (hash >>> 15);
    }

    private Part<V> part(int hash) {
        return parts[hash & (PARTS - 1)];
    }

    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object key, int hash, ReferenceQueue<Object> gone) {
            super(key, gone);
            this.hash = hash;
        }
    }

    private static final class Node<V> {
        private final Key key;
        private volatile V value;
        private final @Nullable Node<V> next;

        Node(Key key, V value, @Nullable Node<V> next) {
            this.key = key;
            this.value = value;
            this.next = next;
        }
    }

    /** Chains are never changed but at their beginning, so that readers need no lock. */
    private static final class Part<V> {
        private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
        private volatile @Nullable Node<V>[] table = newTable(SMALLEST);
        private int count;

        @Nullable Node<V> first(int hash) {
            @Nullable Node<V>[] now = table;
            return now[index(hash, now)];
        }

        synchronized int size() {
            return count;
        }

        synchronized void put(Object key, int hash, @Nullable V value) {
            for (Reference<?> key1 = gone.poll(); key1 != null; key1 = gone.poll()) {
                remove((Key) key1);
            }
            for (Node<V> node = first(hash); node != null; node = node.next) {
                if (node.key.refersTo(key)) {
                    if (value == null) {
                        remove(node.key);
                    } else {
                        node.value = value;
                    }
                    return;
                }
            }
            if (value != null) {
                add(new Node<>(new Key(key, hash, gone), value, first(hash)));
            }
        }

        private void add(Node<V> node) {
            @Nullable Node<V>[] now = table;
            now[index(node.key.hash, now)] = node;
            count++;
            if (count > now.length) {
                @Nullable Node<V>[] larger = newTable(now.length * 2);
                for (Node<V> first : now) {
                    for (Node<V> old = first; old != null; old = old.next) {
                        int at = index(old.key.hash, larger);
                        larger[at] = new Node<>(old.key, old.value, larger[at]);
                    }
                }
                table = larger;
            } else {
                table = now;
            }
        }

        /** Those before it are copied. */
        private void remove(Key key) {
            @Nullable Node<V>[] now = table;
            int at = index(key.hash, now);
            Node<V> found = now[at];
            while (found != null && found.key != key) {
                found = found.next;
            }
            if (found == null) {
                return;
            }
            Node<V> rest = found.next;
            for (Node<V> node = now[at]; node != null && node != found; node = node.next) {
                rest = new Node<>(node.key, node.value, rest);
            }
            now[at] = rest;
            count--;
            table = now;
        }

        private static <V> int index(int hash, @Nullable Node<V>[] table) {
            return (hash >>> 5) & (table.length - 1);
        }

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        private static <V> @Nullable Node<V>[] newTable(int length) {
            return new Node[length];
        }
    }
}
