package io.github.sqliteleak.toolkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the driver. Those that there are most of are made directly, which is several times
 * cheaper than by reflection.
 */
final class DriverCall {
    private DriverCall() {}

    /** Calls a method; throws what the driver throws. */
    static @Nullable Object run(Wrapper target, Method method, Object @Nullable [] args)
            throws Throwable {
        if (target instanceof ResultSet rows) {
            if (args == null) {
                if (method.getName().equals("next")) {
                    return rows.next();
                }
            } else if (args.length == 1 && args[0] instanceof Integer column) {
                return onRow(rows, column, method, args);
            }
        } else if (target instanceof PreparedStatement statement) {
            if (args == null) {
                return onStatement(statement, method);
            }
            if (args.length == 2 && args[0] instanceof Integer place) {
                return set(statement, place, method, args);
            }
        }
        return reflect(target, method, args);
    }

    private static @Nullable Object onRow(
            ResultSet rows, int column, Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "getString" -> rows.getString(column);
            case "getInt" -> rows.getInt(column);
            case "getLong" -> rows.getLong(column);
            default -> reflect(rows, method, args);
        };
    }

    private static @Nullable Object onStatement(PreparedStatement statement, Method method)
            throws Throwable {
        return switch (method.getName()) {
            case "executeQuery" -> statement.executeQuery();
            case "executeUpdate" -> statement.executeUpdate();
            case "execute" -> statement.execute();
            default -> reflect(statement, method, null);
        };
    }

    private static @Nullable Object set(
            PreparedStatement statement, int place, Method method, Object[] args) throws Throwable {
        switch (method.getName()) {
            case "setString" -> statement.setString(place, (String) args[1]);
            case "setInt" -> statement.setInt(place, (Integer) args[1]);
            case "setLong" -> statement.setLong(place, (Long) args[1]);
            default -> {
                return reflect(statement, method, args);
            }
        }
        return null;
    }

    private static @Nullable Object reflect(Wrapper target, Method method, Object @Nullable [] args)
            throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
