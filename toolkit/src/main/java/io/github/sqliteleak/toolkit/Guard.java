package io.github.sqliteleak.toolkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a {@link Lease} and everything JDBC reachable from it: checks before each call that
 * the lease still stands, and counts calls in flight.
 */
final class Guard implements InvocationHandler {
    private static final Set<Class<?>> GUARDED =
            Set.of(
                    Connection.class,
                    Statement.class,
                    PreparedStatement.class,
                    CallableStatement.class,
                    ResultSet.class,
                    DatabaseMetaData.class);

    private final Lease lease;
    private final Wrapper target;
    private final @Nullable Object parent;

    private Guard(Lease lease, Wrapper target, @Nullable Object parent) {
        this.lease = lease;
        this.target = target;
        this.parent = parent;
    }

    static Connection connection(Lease lease, Connection target) {
        return (Connection) proxy(Connection.class, new Guard(lease, target, null));
    }

    /** The lease behind a handle, null for any other connection. */
    static @Nullable Lease leaseOf(Connection connection) {
        if (Proxy.isProxyClass(connection.getClass())
                && Proxy.getInvocationHandler(connection) instanceof Guard guard) {
            return guard.lease;
        }
        return null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
            throws Throwable {
        return switch (method.getName()) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> lease.isEnded() ? "closed " + target : target.toString();
            case "close", "abort" -> {
                close();
                yield null;
            }
            case "isClosed" -> lease.isEnded() || isTrue(proxy, method, args);
            case "isValid" -> !lease.isEnded() && isTrue(proxy, method, args);
            case "getConnection" -> lease.handle();
            case "unwrap" -> isSelf(proxy, args) ? proxy : call(proxy, method, args);
            case "isWrapperFor" -> isSelf(proxy, args) || isTrue(proxy, method, args);
            default -> call(proxy, method, args);
        };
    }

    private boolean isTrue(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        return Boolean.TRUE.equals(call(proxy, method, args));
    }

    private static boolean isSelf(Object proxy, Object @Nullable [] args) {
        return args != null && ((Class<?>) args[0]).isInstance(proxy);
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] args)
            throws Throwable {
        lease.enter();
        try {
            TransactionScope scope = lease.scope();
            if (scope != null) {
                scope.check(method.getName(), args);
                Object answer = TransactionRules.answer(method.getName());
                if (answer != TransactionRules.ASK_DRIVER) {
                    return answer;
                }
            }
            if (method.getName().equals("getStatement") && parent instanceof Statement) {
                return parent;
            }
            Object result = invoke(scope, method, args);
            return guarded(proxy, method.getReturnType(), result);
        } finally {
            lease.exit();
        }
    }

    private @Nullable Object invoke(
            @Nullable TransactionScope scope, Method method, Object @Nullable [] args)
            throws Throwable {
        try {
            Object result = method.invoke(target, args);
            if (scope != null) {
                scope.returned(method.getName());
            }
            return result;
        } catch (InvocationTargetException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            if (scope != null) {
                scope.failed(failure);
            }
            throw failure;
        }
    }

    private @Nullable Object guarded(Object proxy, Class<?> type, @Nullable Object result) {
        // By the declared type: the driver's statements and result sets also are their meta data.
        if (result == null || !GUARDED.contains(type)) {
            return result;
        }
        if (result instanceof Statement statement) {
            lease.opened(statement);
        }
        return proxy(type, new Guard(lease, (Wrapper) result, proxy));
    }

    private void close() throws SQLException {
        if (target instanceof Connection) {
            lease.close();
        } else if (target instanceof Statement statement) {
            lease.closed(statement);
            statement.close();
        } else if (target instanceof ResultSet rows && !lease.isEnded()) {
            rows.close();
        }
    }

    private static Object proxy(Class<?> type, Guard guard) {
        return Proxy.newProxyInstance(Guard.class.getClassLoader(), new Class<?>[] {type}, guard);
    }
}
