package io.github.sqliteleak.it.app;

import java.lang.invoke.MethodHandles.Lookup;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;

/** Programs in which hooks of the agent fail. */
public final class HookErrors {
    private HookErrors() {}

    private static void closedConnection() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Db.URL)) {
            Db.run(connection, "CREATE TABLE IF NOT EXISTS t (x)");
        }
    }

    /** So many failures that tracking is turned off; then a connection is left in a transaction. */
    public static final class TurnedOff {
        public static void main(String... args) throws SQLException, ReflectiveOperationException {
            closedConnection();
            Connection before = DriverManager.getConnection(Db.URL);
            for (int i = 0; i < 100; i++) {
                Class.forName("io.github.sqliteleak.hook.OpenHooks")
                        .getMethod("handleClosed", Object.class)
                        .invoke(null, "of another type");
            }
            before.close();
            Connection leaked = DriverManager.getConnection(Db.URL);
            Db.run(leaked, "BEGIN IMMEDIATE");
        }
    }

    /** One failure, and the connection that was opened meanwhile is not followed. */
    public static final class LostOpening {
        public static void main(String... args) throws SQLException, ReflectiveOperationException {
            closedConnection();
            Class.forName("io.github.sqliteleak.hook.OpenHooks")
                    .getMethod(
                            "handleOpened",
                            Object.class,
                            String.class,
                            int.class,
                            Set.class,
                            Object.class,
                            Lookup.class)
                    .invoke(null, new Object(), "data.db", 6, Set.of(), "of another type", null);
        }
    }
}
