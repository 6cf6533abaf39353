package io.github.sqliteleak.junit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose transactions are savepoints, so that the transaction around all of them can be
 * rolled back. Each handle has its own auto-commit mode and its own end; the connection behind it
 * is one.
 */
final class RollbackHandle implements InvocationHandler {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Connection target;
    private final String transaction = "sqliteleak_transaction_" + COUNT.incrementAndGet();
    private boolean closed;
    private boolean manual;

    private RollbackHandle(Connection target) {
        this.target = target;
    }

    static Connection of(Connection target) {
        return (Connection)
                Proxy.newProxyInstance(
                        RollbackHandle.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        new RollbackHandle(target));
    }

    private record Named(String name, int id) implements Savepoint {
        @Override
        public int getSavepointId() {
            return id;
        }

        @Override
        public String getSavepointName() {
            return name;
        }

        String quoted() {
            return '"' + name.replace("\"", "\"\"") + '"';
        }
    }

    @Override
    public synchronized @Nullable Object invoke(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
        return switch (method.getName()) {
            case "equals" -> proxy == first;
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "handle of " + target;
            case "close" -> {
                close();
                yield null;
            }
            case "isClosed" -> closed || target.isClosed();
            case "isValid" -> !closed && target.isValid(1);
            default -> {
                if (closed) {
                    throw new SQLException("database connection closed");
                }
                yield inUse(method, arguments, first);
            }
        };
    }

    private @Nullable Object inUse(
            Method method, @Nullable Object @Nullable [] arguments, @Nullable Object first)
            throws Throwable {
        switch (method.getName()) {
            case "setAutoCommit" -> setAutoCommit(Boolean.TRUE.equals(first));
            case "commit" -> commit();
            case "rollback" -> rollback(first);
            case "releaseSavepoint" -> {
                if (first instanceof Named savepoint) {
                    run("RELEASE " + savepoint.quoted());
                }
            }
            case "getAutoCommit" -> {
                return !manual;
            }
            case "setSavepoint" -> {
                return savepoint((String) first);
            }
            default -> {
                return pass(method, arguments);
            }
        }
        return null;
    }

    private @Nullable Object pass(Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void setAutoCommit(boolean on) throws SQLException {
        if (on == !manual) {
            return;
        }
        run((on ? "RELEASE " : "SAVEPOINT ") + transaction);
        manual = !on;
    }

    private void commit() throws SQLException {
        requireManual("commit");
        run("RELEASE " + transaction);
        run("SAVEPOINT " + transaction);
    }

    private void rollback(@Nullable Object to) throws SQLException {
        if (to instanceof Named savepoint) {
            run("ROLLBACK TO " + savepoint.quoted());
            return;
        }
        requireManual("rollback");
        run("ROLLBACK TO " + transaction);
    }

    private void requireManual(String what) throws SQLException {
        if (!manual) {
            throw new SQLException("cannot " + what + ": database in auto-commit mode");
        }
    }

    private Savepoint savepoint(@Nullable String name) throws SQLException {
        int id = COUNT.incrementAndGet();
        Named savepoint = new Named(name == null ? "sqliteleak_savepoint_" + id : name, id);
        run("SAVEPOINT " + savepoint.quoted());
        return savepoint;
    }

    /** What was not committed is rolled back, as the driver does. */
    private void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        if (manual && !target.isClosed()) {
            run("ROLLBACK TO " + transaction);
            run("RELEASE " + transaction);
        }
    }

    private void run(String sql) throws SQLException {
        SavepointSql.run(target, sql);
    }
}
