package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Waits for a lock in vain while the holder waits for the end of that thread, and leaves the
 * holder's connection open, where a security manager is in force.
 */
public final class Guarded {
    private Guarded() {}

    public static void main(String... args) throws SQLException, InterruptedException {
        Connection holder = DriverManager.getConnection(Db.URL);
        Db.run(holder, "CREATE TABLE t (x)");
        Db.run(holder, "BEGIN IMMEDIATE");
        Thread waiter = new Thread(Guarded::insert, "waiter");
        waiter.start();
        waiter.join();
        Db.say("done");
    }

    private static void insert() {
        try (Connection connection = DriverManager.getConnection(Db.URL + "?busy_timeout=300")) {
            Db.run(connection, "INSERT INTO t VALUES (1)");
            Db.say("inserted");
        } catch (SQLException e) {
            // The holder does not let go before this thread has ended.
            return;
        }
    }
}
