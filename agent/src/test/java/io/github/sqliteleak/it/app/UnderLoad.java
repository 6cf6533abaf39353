package io.github.sqliteleak.it.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * 16 threads that open, write, read and close without a pause, from {@code go} to {@code stop};
 * {@code rate N} says how many rounds in a second that is. A number has them do so many rounds
 * each, and no more.
 */
public final class UnderLoad {
    private static final int THREADS = 16;
    private static final AtomicLong ROUNDS = new AtomicLong();
    private static final Queue<Throwable> FAILURES = new ConcurrentLinkedQueue<>();
    private static volatile boolean going;

    private UnderLoad() {}

    public static void main(String... args) throws Exception {
        Db.make();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<Thread> threads = List.of();
        Db.say("ready");
        for (String told = in.readLine(); !"end".equals(told); told = in.readLine()) {
            if (told.startsWith("rate ")) {
                Db.say(told + ": " + rate());
                continue;
            }
            switch (told) {
                case "go" -> {
                    going = true;
                    threads = start(Long.MAX_VALUE);
                }
                case "stop" -> {
                    going = false;
                    join(threads);
                }
                default -> {
                    going = true;
                    join(start(Long.parseLong(told)));
                }
            }
            Db.say("did " + told);
        }
        Db.say("failures: " + FAILURES);
    }

    /** Rounds in a second. */
    private static long rate() throws InterruptedException {
        long before = ROUNDS.get();
        long begun = System.nanoTime();
        Thread.sleep(2_000);
        return (ROUNDS.get() - before) * 1_000_000_000 / (System.nanoTime() - begun);
    }

    private static List<Thread> start(long rounds) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String url = "jdbc:sqlite:" + (i % 2 == 0 ? "data.db" : "data" + i + ".db");
            Thread thread = new Thread(() -> work(url, rounds), "load-" + i);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void work(String url, long rounds) {
        try {
            for (long i = 0; i < rounds && going; i++) {
                round(url);
                ROUNDS.incrementAndGet();
            }
        } catch (SQLException | RuntimeException | Error e) {
            FAILURES.add(e);
        }
    }

    private static void round(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url + "?busy_timeout=60000")) {
            Db.run(connection, "CREATE TABLE IF NOT EXISTS u (x)");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO u VALUES (?)")) {
                insert.setInt(1, 1);
                insert.executeUpdate();
            }
            try (PreparedStatement query = connection.prepareStatement("SELECT x FROM u LIMIT 5");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    rows.getInt(1);
                }
            }
        }
    }
}
