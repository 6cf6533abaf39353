package io.github.sqliteleak.pool;

import io.github.sqliteleak.registry.FollowedConnections;
import io.github.sqliteleak.system.Permissions;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the driver's connection in the fields of a wrapper that does not unwrap: of BeeCP, of many
 * pools that are made by hand, and of the user's own objects that Stormpot lends.
 */
final class WrappedIn {
    private static final int DEPTH = 3;

    /** Kept by the class itself, so that it can be unloaded. */
    private static final ClassValue<Field[]> FIELDS =
            new ClassValue<>() {
                @Override
                protected Field[] computeValue(Class<?> type) {
                    return readable(type);
                }
            };

    private WrappedIn() {}

    /** Null when there is none, or none that may be read. */
    static @Nullable Object fields(Object wrapper) {
        return search(wrapper, DEPTH);
    }

    private static @Nullable Object search(Object in, int depth) {
        if (Proxy.isProxyClass(in.getClass())) {
            InvocationHandler handler = Proxy.getInvocationHandler(in);
            return depth == 0 ? null : search(handler, depth - 1);
        }
        @Nullable Object found = null;
        for (Field field : FIELDS.get(in.getClass())) {
            Object value = value(field, in);
            @Nullable Object here = null;
            if (FollowedConnections.isOne(value)) {
                here = value;
            } else if (value != null && value != in && depth > 0 && isPartOfWrapper(value)) {
                here = search(value, depth - 1);
            }
            if (here != null && found != null && here != found) {
                // One that knows others' connections, too.
                return null;
            }
            found = here == null ? found : here;
        }
        return found;
    }

    private static @Nullable Object value(Field field, Object in) {
        try {
            return field.get(in);
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private static boolean isPartOfWrapper(Object value) {
        return value instanceof Connection
                || value instanceof InvocationHandler
                || value instanceof PooledConnection
                || value.getClass().getName().endsWith("Connection");
    }

    private static Field[] readable(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type;
                each != null && each.getClassLoader() != null;
                each = each.getSuperclass()) {
            add(each, fields);
        }
        return fields.toArray(new Field[0]);
    }

    private static void add(Class<?> type, List<Field> to) {
        Permissions.use(new Add(type, to));
    }

    /** No lambda, the first of which is dear. */
    private record Add(Class<?> type, List<Field> to) implements Runnable {
        @Override
        public void run() {
            addAccessible(type, to);
        }
    }

    private static void addAccessible(Class<?> type, List<Field> to) {
        try {
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive()
                        && !Modifier.isStatic(field.getModifiers())
                        && field.trySetAccessible()) {
                    to.add(field);
                }
            }
        } catch (Throwable t) {
            // The type of a field may not be there.
            return;
        }
    }
}
