package io.github.sqliteleak.toolkit;

import java.lang.reflect.InvocationHandler;
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
    // Of a statement and of its rows.
    private final @Nullable OpenStatement statement;

    private Guard(
            Lease lease,
            Wrapper target,
            @Nullable Object parent,
            @Nullable OpenStatement statement) {
        this.lease = lease;
        this.target = target;
        this.parent = parent;
        this.statement = statement;
    }

    static Connection connection(Lease lease, Connection target) {
        return (Connection) proxy(Connection.class, new Guard(lease, target, null, null));
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
            case "isClosed" -> isEnded() || isTrue(proxy, method, args);
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

    private boolean isEnded() {
        return lease.isEnded() || (statement != null && statement.isClosed());
    }

    private @Nullable Object call(Object proxy, Method method, Object @Nullable [] args)
            throws Throwable {
        lease.enter();
        try {
            if (statement != null) {
                statement.checkOpen();
            }
            String name = method.getName();
            if (target instanceof ResultSet && !name.equals("unwrap")) {
                return callRows(proxy, method, args);
            }
            if (args != null && args.length == 1 && name.equals("prepareStatement")) {
                Object reused = reused(proxy, (String) args[0]);
                if (reused != null) {
                    return reused;
                }
            }
            return callWatched(proxy, method, args);
        } finally {
            lease.exit();
        }
    }

    /** The calls that there are most of, none of which takes SQL. */
    private @Nullable Object callRows(Object proxy, Method method, Object @Nullable [] args)
            throws Throwable {
        if (method.getName().equals("getStatement") && parent instanceof Statement) {
            return parent;
        }
        TransactionScope scope = lease.scope();
        if (scope != null) {
            scope.checkGoesOn();
        }
        return guarded(proxy, method, invoke(scope, method, args));
    }

    /** A statement of this text that is there already, with nothing in it to be looked at again. */
    private @Nullable Object reused(Object proxy, String sql) throws SQLException {
        KeptConnection kept = lease.kept();
        PreparedStatement idle = kept == null ? null : kept.take(sql);
        if (kept == null || idle == null) {
            return null;
        }
        TransactionScope scope = lease.scope();
        if (scope != null) {
            scope.checkGoesOn();
        }
        return handle(proxy, idle, OpenStatement.reusable(idle, kept, sql));
    }

    private Object handle(Object proxy, PreparedStatement prepared, OpenStatement opened) {
        lease.opened(opened);
        return proxy(PreparedStatement.class, new Guard(lease, prepared, proxy, opened));
    }

    private @Nullable Object callWatched(Object proxy, Method method, Object @Nullable [] args)
            throws Throwable {
        String name = method.getName();
        TransactionScope scope = lease.scope();
        if (scope != null) {
            scope.check(name, args);
            Object answer = TransactionRules.answer(name);
            if (answer != TransactionRules.ASK_DRIVER) {
                return answer;
            }
        }
        String sql = TransactionRules.sql(name, args);
        lease.calls(target instanceof Connection, name, args, sql);
        if (statement != null) {
            statement.calls(name, args);
        }
        Object result = invoke(scope, method, args);
        if (statement != null) {
            statement.called(name);
        }
        KeptConnection kept = lease.kept();
        if (kept != null
                && sql != null
                && args != null
                && args.length == 1
                && result instanceof PreparedStatement prepared
                && ConnectionState.isReusable(sql)) {
            return handle(proxy, prepared, OpenStatement.reusable(prepared, kept, sql));
        }
        return guarded(proxy, method, result);
    }

    private @Nullable Object invoke(
            @Nullable TransactionScope scope, Method method, Object @Nullable [] args)
            throws Throwable {
        try {
            Object result = DriverCall.run(target, method, args);
            if (scope != null) {
                scope.returned(method.getName());
            }
            return result;
        } catch (Throwable failure) {
            if (statement != null) {
                statement.failed();
            }
            if (scope != null) {
                scope.failed(failure);
            }
            throw failure;
        }
    }

    private @Nullable Object guarded(Object proxy, Method method, @Nullable Object result) {
        // By the declared type: the driver's statements and result sets also are their meta data.
        Class<?> type = method.getReturnType();
        if (result == null || !GUARDED.contains(type)) {
            return result;
        }
        OpenStatement of = statement;
        if (result instanceof Statement opened && !(target instanceof Statement)) {
            of = OpenStatement.of(opened);
            lease.opened(of);
        } else if (of != null && result instanceof ResultSet rows) {
            of.returned(rows);
        }
        return proxy(type, new Guard(lease, (Wrapper) result, proxy, of));
    }

    private void close() throws SQLException {
        if (target instanceof Connection) {
            lease.close();
        } else if (target instanceof ResultSet rows) {
            if (!isEnded()) {
                rows.close();
            }
        } else if (statement != null) {
            lease.closed(statement);
            statement.close();
        }
    }

    private static Object proxy(Class<?> type, Guard guard) {
        return Proxy.newProxyInstance(Guard.class.getClassLoader(), new Class<?>[] {type}, guard);
    }
}
