package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Holds a connection in a transaction until it is told to close it. */
public final class Held {
    private Held() {}

    public static void main(String... args) throws Exception {
        Thread worker = new Thread(Held::work, "worker");
        worker.start();
        worker.join();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("sqlite-leak-")) {
                Db.say(thread.getName());
            }
        }
        Db.say("done");
        Db.hear();
    }

    private static void work() {
        try (Connection connection = DriverManager.getConnection(Db.URL)) {
            Db.run(connection, "CREATE TABLE t (x)");
            connection.setAutoCommit(false);
            Db.run(connection, "INSERT INTO t VALUES ('uncommitted')");
            Db.say("holding");
            Db.hear();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
