package io.github.sqliteleak.it.app;

import java.sql.DriverManager;
import java.sql.SQLException;

/** Leaves a connection open where a security manager is in force. */
public final class Guarded {
    private Guarded() {}

    public static void main(String... args) throws SQLException {
        Db.run(DriverManager.getConnection(Db.URL), "CREATE TABLE t (x)");
        Db.say("done");
    }
}
