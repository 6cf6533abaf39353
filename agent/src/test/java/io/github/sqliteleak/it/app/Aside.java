package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What is open at the end: a leak, a query that runs on, and what a shutdown hook has opened. */
public final class Aside {
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @SuppressWarnings("unused") // it is to be reachable
    private static Connection leak;

    @SuppressWarnings("unused")
    private static Connection late;

    private Aside() {}

    public static void main(String... args) throws Exception {
        leak = DriverManager.getConnection(Db.URL);
        Thread query = new Thread(Aside::query, "query");
        query.setDaemon(true);
        query.start();
        Runtime.getRuntime().addShutdownHook(new Thread(Aside::open, "late"));
        while (!isInside(query)) {
            Thread.onSpinWait();
        }
    }

    private static boolean isInside(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals("step") && frame.isNativeMethod()) {
                return true;
            }
        }
        return false;
    }

    private static void query() {
        try (Connection connection = DriverManager.getConnection(Db.URL);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ENDLESS)) {
            rows.next();
        } catch (SQLException e) {
            // Interrupted at exit.
            return;
        }
    }

    private static void open() {
        try {
            late = DriverManager.getConnection(Db.URL);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
