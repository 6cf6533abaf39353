package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;

/**
 * Does with SQLite what the one argument says: {@code nothing}, {@code close} what it opens, {@code
 * leak} it, or be {@code killed} with it open.
 */
public final class EarlyUse {
    private EarlyUse() {}

    public static void main(String... args) throws Exception {
        String what = args[0];
        if (!what.equals("nothing")) {
            use(what);
        }
        Db.say(what);
    }

    private static void use(String what) throws Exception {
        Connection connection = DriverManager.getConnection(Db.URL);
        Db.run(connection, "CREATE TABLE IF NOT EXISTS t (x)");
        if (what.equals("close")) {
            connection.close();
        }
        if (what.equals("killed")) {
            Runtime.getRuntime().halt(0);
        }
    }
}
