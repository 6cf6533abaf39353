package io.github.sqliteleak.it.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that goes on running and does what it is told on standard input. One connection has the
 * write lock, another one waits for it.
 */
public final class Watched {
    private static final List<Connection> KEPT = new ArrayList<>();

    private Watched() {}

    public static void main(String[] arguments) throws Exception {
        Db.make();
        Connection holder = DriverManager.getConnection(Db.URL);
        holder.setAutoCommit(false);
        Db.run(holder, "INSERT INTO t VALUES (4)");
        Connection waiter = DriverManager.getConnection(Db.URL + "?busy_timeout=600000");
        Thread waiting = new Thread(() -> insert(waiter, "'secret'"), "waiter");
        waiting.setDaemon(true);
        waiting.start();
        Db.say("ready");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String told = in.readLine(); !"end".equals(told); told = in.readLine()) {
            switch (told) {
                case "commit" -> {
                    holder.commit();
                    waiting.join();
                }
                case "fail" -> fail();
                case "lose" -> lose();
                default -> open(Integer.parseInt(told));
            }
            Db.say("did " + told);
        }
    }

    private static void insert(Connection connection, String value) {
        try {
            Db.run(connection, "INSERT INTO t VALUES (" + value + ")");
        } catch (SQLException e) {
            // Somebody else has the lock.
            return;
        }
    }

    private static void fail() throws SQLException {
        try (Connection connection = DriverManager.getConnection(Db.URL + "?busy_timeout=0")) {
            insert(connection, "5");
        }
    }

    private static void lose() throws SQLException, InterruptedException {
        WeakReference<Connection> lost = new WeakReference<>(DriverManager.getConnection(Db.URL));
        Db.collectUntil(() -> lost.get() == null);
    }

    private static void open(int number) throws SQLException {
        for (int i = 0; i < number; i++) {
            KEPT.add(DriverManager.getConnection(Db.URL));
        }
    }
}
