package io.github.sqliteleak.driver;

import java.lang.reflect.Field;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a native handle says of itself that was opened before anybody looked.
 *
 * @param file as the driver was asked to open it
 * @param flags of {@code sqlite3_open_v2}
 * @param statements the driver's live set of statement pointers
 * @param url with any secrets in it
 */
public record MetHandle(String file, int flags, Set<?> statements, @Nullable String url) {
    /** SQLITE_OPEN_READWRITE and SQLITE_OPEN_CREATE, the driver's default. */
    private static final int DEFAULT_FLAGS = 6;

    /**
     * Asks the handle.
     *
     * @param handle an {@code org.sqlite.core.DB}
     */
    public static MetHandle of(Object handle) throws ReflectiveOperationException {
        Class<?> type = type(handle, "org.sqlite.core.DB");
        return new MetHandle(
                String.valueOf(field(type, "fileName").get(handle)),
                flags(handle),
                (Set<?>) field(type, "stmts").get(handle),
                (String) ReflectiveMember.URL.in(type).invoke(handle));
    }

    /** Its text; null when it has none. */
    public static @Nullable String sqlOf(Object statement) throws ReflectiveOperationException {
        Class<?> type = type(statement, "org.sqlite.core.CoreStatement");
        return (String) field(type, "sql").get(statement);
    }

    /** Its pointer object; null when it has none. */
    public static @Nullable Object pointerOf(Object statement) throws ReflectiveOperationException {
        return ReflectiveMember.STATEMENT_POINTER.fieldIn(statement.getClass()).get(statement);
    }

    /**
     * The first column of the row that a statement stands on.
     *
     * @param pointer an {@code org.sqlite.core.SafeStmtPtr}
     * @param reader {@code column_text} or {@code column_int}
     */
    public static @Nullable Object firstColumn(Object pointer, String reader)
            throws ReflectiveOperationException {
        Class<?> type = pointer.getClass();
        Object handle = field(type, "db").get(pointer);
        return type(handle, "org.sqlite.core.DB")
                .getMethod(reader, long.class, int.class)
                .invoke(handle, field(type, "ptr").get(pointer), 0);
    }

    private static int flags(Object handle) {
        try {
            Properties set = new DriverHandle(handle).configuration();
            return Integer.parseInt(set.getProperty("open_mode", Integer.toString(DEFAULT_FLAGS)));
        } catch (SQLException | ReflectiveOperationException | NumberFormatException e) {
            return DEFAULT_FLAGS;
        }
    }

    private static Class<?> type(Object object, String name) throws ClassNotFoundException {
        return Class.forName(name, false, object.getClass().getClassLoader());
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
