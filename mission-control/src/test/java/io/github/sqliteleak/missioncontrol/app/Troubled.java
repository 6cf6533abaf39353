package io.github.sqliteleak.missioncontrol.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Leaks, times out on a lock, waits for one, and writes on what it has read before. */
public final class Troubled {
    private static final String URL = "jdbc:sqlite:troubled.db?busy_timeout=100";
    private static final List<Connection> KEPT = new ArrayList<>();

    private Troubled() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = open()) {
            run(connection, "pragma journal_mode=wal");
            run(connection, "create table t(a)");
        }
        timesOut();
        waits();
        losesItsSnapshot();
        upgrades();
        leaks();
    }

    static void leaks() throws SQLException {
        Connection connection = open();
        KEPT.add(connection);
        run(connection, "begin immediate");
        run(connection, "insert into t values(1)");
    }

    static void timesOut() throws SQLException {
        try (Connection holder = open();
                Connection waiter = open()) {
            run(holder, "begin immediate");
            fails(waiter, "insert into t values(2)");
            run(holder, "rollback");
        }
    }

    /** The holder lets go once the waiter has been waiting, however slow the machine is. */
    static void waits() throws Exception {
        try (Connection holder = open();
                Connection waiter =
                        DriverManager.getConnection("jdbc:sqlite:troubled.db?busy_timeout=60000")) {
            run(holder, "begin immediate");
            CountDownLatch begun = new CountDownLatch(1);
            Thread thread =
                    new Thread(
                            () -> {
                                begun.countDown();
                                try {
                                    run(waiter, "insert into t values(3)");
                                } catch (SQLException e) {
                                    throw new IllegalStateException(e);
                                }
                            },
                            "waiter");
            thread.start();
            begun.await();
            thread.join(300);
            run(holder, "commit");
            thread.join();
        }
    }

    static void losesItsSnapshot() throws SQLException {
        try (Connection reader = open();
                Connection writer = open()) {
            run(reader, "begin");
            run(reader, "select * from t");
            run(writer, "insert into t values(4)");
            fails(reader, "insert into t values(5)");
            run(reader, "rollback");
        }
    }

    static void upgrades() throws SQLException {
        try (Connection connection = open()) {
            run(connection, "begin");
            run(connection, "select * from t");
            run(connection, "insert into t values(6)");
            run(connection, "commit");
        }
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection(URL);
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void fails(Connection connection, String sql) {
        try {
            run(connection, sql);
            throw new IllegalStateException("did not fail: " + sql);
        } catch (SQLException e) {
            System.out.println(e.getMessage());
        }
    }
}
