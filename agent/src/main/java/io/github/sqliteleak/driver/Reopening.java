package io.github.sqliteleak.driver;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to open a database again as it was open. Outlives the handle, and does not keep its
 * driver from being unloaded.
 */
public final class Reopening {
    private final WeakReference<ClassLoader> driver;
    private final Properties settings;

    private Reopening(ClassLoader driver, Properties settings) {
        this.driver = new WeakReference<>(driver);
        this.settings = settings;
    }

    /** As this handle, which may be closed, was opened; null when the driver cannot be asked. */
    public static @Nullable Reopening of(Object handle) {
        try {
            return new Reopening(
                    handle.getClass().getClassLoader(), new DriverHandle(handle).configuration());
        } catch (NoSuchMethodException e) {
            // Up to 3.21.0.1 a handle does not know its settings, none of which is a key.
            return new Reopening(handle.getClass().getClassLoader(), new Properties());
        } catch (SQLException | ReflectiveOperationException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    /**
     * A fresh connection to the same file: same driver, keys and settings, but it never creates a
     * file and never changes how the database is journalled or locked.
     *
     * @param file as the handle was opened with
     * @param flags as the handle was opened with
     * @return null when the driver was unloaded: another copy would not see its locks
     */
    public @Nullable Connection open(String file, int flags, int busyTimeoutMillis)
            throws SQLException, ReflectiveOperationException {
        ClassLoader loader = driver.get();
        if (loader == null) {
            return null;
        }
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.remove("journal_mode");
        properties.remove("locking_mode");
        properties.remove("transaction_mode");
        properties.setProperty("open_mode", Integer.toString(OpenFlags.withoutCreate(flags)));
        properties.setProperty("busy_timeout", Integer.toString(busyTimeoutMillis));
        ReflectiveMember createConnection = ReflectiveMember.CREATE_CONNECTION;
        Method create =
                createConnection.in(createConnection.type(loader), String.class, Properties.class);
        return (Connection) DriverHandle.invoke(create, null, "jdbc:sqlite:" + file, properties);
    }
}
