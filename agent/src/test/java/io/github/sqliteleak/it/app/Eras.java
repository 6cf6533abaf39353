package io.github.sqliteleak.it.app;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Does with a driver of any era what the agent reports, each with a twin that it does not: leaks,
 * drops, waits for a lock, fails to open.
 */
public final class Eras {
    private static final List<Object> KEPT = new ArrayList<>();

    private Eras() {}

    public static void main(String... args) throws Exception {
        Db.make();
        closed();
        transaction();
        cursor();
        WeakReference<Connection> dropped = dropped();
        Db.collectUntil(() -> dropped.get() == null);
        locked();
        try {
            DriverManager.getConnection("jdbc:sqlite:no/folder/data.db").close();
        } catch (SQLException e) {
            Db.say("not opened");
        }
        keepsBusy();
        Db.say("end");
    }

    private static void closed() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Db.URL);
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO t VALUES (?)")) {
            for (int i = 0; i < 3; i++) {
                insert.setInt(1, i);
                insert.addBatch();
            }
            insert.executeBatch();
            Db.say(Db.ask(connection, "SELECT count(*) FROM t") + " rows");
        }
    }

    private static void transaction() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        KEPT.add(connection);
        connection.setAutoCommit(false);
        Db.run(connection, "INSERT INTO t VALUES ('never')");
    }

    private static void cursor() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT x FROM t");
        rows.next();
        KEPT.addAll(List.of(connection, statement, rows));
    }

    private static WeakReference<Connection> dropped() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:dropped.db");
        Db.run(connection, "CREATE TABLE t (x)");
        return new WeakReference<>(connection);
    }

    private static void locked() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Db.URL)) {
            Db.run(connection, "PRAGMA busy_timeout=50");
            Db.run(connection, "INSERT INTO t VALUES ('never')");
        } catch (SQLException e) {
            Db.say("locked");
        }
    }

    /** A thread that is in the midst of statements when its connection is closed by the agent. */
    private static void keepsBusy() throws SQLException, InterruptedException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:busy.db");
        Db.run(connection, "CREATE TABLE t (x)");
        Thread thread = new Thread(() -> insertFor(connection), "busy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void insertFor(Connection connection) {
        try {
            while (true) {
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO t VALUES (?)")) {
                    insert.setInt(1, 1);
                    insert.execute();
                }
            }
        } catch (SQLException e) {
            // The agent has closed it, at the end of the JVM.
            return;
        }
    }
}
