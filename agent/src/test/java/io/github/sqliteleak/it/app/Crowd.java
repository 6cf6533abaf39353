package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * Sixteen threads, virtual ones when asked to, open and close through 48 call sites: six methods
 * that call eight. Some connections leak, half of those are dropped to the collector. Says how many
 * leaked where: {@code outer inner count}.
 */
public final class Crowd {
    private static final int THREADS = 16;
    private static final int OPENS = 480;
    private static final int LEAK_EACH = 53;
    private static final String IN_MEMORY = "jdbc:sqlite::memory:";

    private static final ConcurrentLinkedQueue<Connection> KEPT = new ConcurrentLinkedQueue<>();
    private static final Map<String, Integer> LEAKED = new TreeMap<>();

    private Crowd() {}

    public static void main(String... args) throws Exception {
        boolean virtual = List.of(args).contains("virtual");
        CountDownLatch done = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            start(
                    virtual,
                    () -> {
                        work(number);
                        done.countDown();
                    });
        }
        done.await();
        System.gc();
        LEAKED.forEach((site, count) -> Db.say(site + ' ' + count));
        Db.say("opened " + THREADS * OPENS);
    }

    /** By reflection, since this is compiled for a JDK that has no virtual threads. */
    private static void start(boolean virtual, Runnable work) throws ReflectiveOperationException {
        if (virtual) {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        } else {
            new Thread(work).start();
        }
    }

    private static void work(int number) {
        try {
            for (int i = 0; i < OPENS; i++) {
                int turn = i * THREADS + number;
                Connection connection = open(turn % 6, turn / 6 % 8);
                if (turn % LEAK_EACH == 0) {
                    leak(connection, "outer" + turn % 6 + " inner" + turn / 6 % 8, turn);
                } else {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void leak(Connection connection, String site, int turn) {
        synchronized (LEAKED) {
            LEAKED.merge(site, 1, Integer::sum);
        }
        if (turn % 2 == 0) {
            KEPT.add(connection);
        }
    }

    private static Connection open(int outer, int inner) throws SQLException {
        return switch (outer) {
            case 0 -> outer0(inner);
            case 1 -> outer1(inner);
            case 2 -> outer2(inner);
            case 3 -> outer3(inner);
            case 4 -> outer4(inner);
            default -> outer5(inner);
        };
    }

    private static Connection outer0(int inner) throws SQLException {
        return choose(inner);
    }

    private static Connection outer1(int inner) throws SQLException {
        return choose(inner);
    }

    private static Connection outer2(int inner) throws SQLException {
        return choose(inner);
    }

    private static Connection outer3(int inner) throws SQLException {
        return choose(inner);
    }

    private static Connection outer4(int inner) throws SQLException {
        return choose(inner);
    }

    private static Connection outer5(int inner) throws SQLException {
        return choose(inner);
    }

    private static Connection choose(int inner) throws SQLException {
        return switch (inner) {
            case 0 -> inner0();
            case 1 -> inner1();
            case 2 -> inner2();
            case 3 -> inner3();
            case 4 -> inner4();
            case 5 -> inner5();
            case 6 -> inner6();
            default -> inner7();
        };
    }

    private static Connection inner0() throws SQLException {
        return DriverManager.getConnection(IN_MEMORY);
    }

    private static Connection inner1() throws SQLException {
        return DriverManager.getConnection(IN_MEMORY);
    }

    private static Connection inner2() throws SQLException {
        return DriverManager.getConnection(IN_MEMORY);
    }

    private static Connection inner3() throws SQLException {
        return DriverManager.getConnection(IN_MEMORY);
    }

    private static Connection inner4() throws SQLException {
        return DriverManager.getConnection(IN_MEMORY);
    }

    private static Connection inner5() throws SQLException {
        return DriverManager.getConnection(IN_MEMORY);
    }

    private static Connection inner6() throws SQLException {
        return DriverManager.getConnection(IN_MEMORY);
    }

    private static Connection inner7() throws SQLException {
        return DriverManager.getConnection(IN_MEMORY);
    }
}
