package io.github.sqliteleak.it.app;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Drops a connection in mid-transaction, waits for its collection, then tries to write through
 * another one. With {@code blocked}, it expects to be locked out for good; else it tries until it
 * can.
 */
public final class Collected {
    private Collected() {}

    public static void main(String... args) throws Exception {
        Db.make();
        WeakReference<Connection> dropped = drop();
        Db.collectUntil(() -> dropped.get() == null);
        try (Connection writer = DriverManager.getConnection(Db.URL + "?busy_timeout=1")) {
            if (args[0].equals("blocked")) {
                Db.say(writes(writer) ? "written" : "locked");
            } else {
                Db.collectUntil(() -> writes(writer));
                Db.say("written");
            }
        }
    }

    /** The control: keeps it, and closes it. */
    public static final class Kept {
        public static void main(String... args) throws Exception {
            Db.make();
            WeakReference<Connection> collectable = garbage();
            Connection kept = DriverManager.getConnection(Db.URL);
            Db.collectUntil(() -> collectable.get() == null);
            kept.close();
        }

        private static WeakReference<Connection> garbage() throws SQLException {
            try (Connection connection = DriverManager.getConnection(Db.URL)) {
                return new WeakReference<>(connection);
            }
        }
    }

    private static WeakReference<Connection> drop() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        Db.run(connection, "INSERT INTO t VALUES ('committed before')");
        connection.setAutoCommit(false);
        Db.run(connection, "INSERT INTO t VALUES ('uncommitted')");
        return new WeakReference<>(connection);
    }

    private static boolean writes(Connection connection) {
        try {
            Db.run(connection, "INSERT INTO t VALUES ('committed')");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
