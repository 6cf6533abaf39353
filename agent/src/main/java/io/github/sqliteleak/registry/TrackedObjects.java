package io.github.sqliteleak.registry;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the objects of drivers that were loaded before the agent came: of handles and
 * connections a {@link TrackedConnection}, of statements and their pointers a {@link
 * TrackedStatement}. A loaded class takes no new fields, so it is kept here. All other drivers have
 * it in fields of their own, and nothing of theirs is here.
 */
public final class TrackedObjects {
    private static final WeakIdentityMap<Object> ALL = new WeakIdentityMap<>();

    /** The classes of connections, which a pool's wrapper can be asked for. */
    private static final List<WeakReference<Class<?>>> CONNECTIONS = new CopyOnWriteArrayList<>();

    private static volatile boolean used;

    private TrackedObjects() {}

    /** Null when nothing is known. */
    public static @Nullable Object of(Object object) {
        return used ? ALL.get(object) : null;
    }

    /**
     * From now on this is known of the object.
     *
     * @param tracked null when nothing is to be known
     */
    public static void put(Object object, @Nullable Object tracked) {
        used = true;
        ALL.put(object, tracked);
    }

    /** As {@link #put}, of the connection object itself. */
    public static void putConnection(Object connection, @Nullable Object tracked) {
        put(connection, tracked);
        Class<?> type = connection.getClass();
        for (WeakReference<Class<?>> known : CONNECTIONS) {
            if (known.refersTo(type)) {
                return;
            }
        }
        CONNECTIONS.add(new WeakReference<>(type));
    }

    /** The classes of the connections that were put. */
    static List<WeakReference<Class<?>>> connectionTypes() {
        return CONNECTIONS;
    }

    /** False as long as each driver has fields of its own. */
    static boolean areUsed() {
        return used;
    }
}
