package io.github.sqliteleak.it.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Programs that wait for locks and get them in the end; each says what it knows of its waits. */
public final class Contention {
    private static final String WAL = Db.URL + "?journal_mode=WAL&busy_timeout=60000";

    private Contention() {}

    /** One thread holds the write lock for some time, eight others want it. */
    public static final class Writers {
        private static final int WAITERS = 8;
        private static final long HOLD_MILLIS = 400;

        public static void main(String... args) throws Exception {
            String url = Db.URL + "?busy_timeout=60000&journal_mode=" + args[0];
            try (Connection holder = DriverManager.getConnection(url)) {
                Db.run(holder, "CREATE TABLE t (x)");
                CountDownLatch held = new CountDownLatch(1);
                CountDownLatch opened = new CountDownLatch(WAITERS);
                List<Thread> waiters = new ArrayList<>();
                for (int i = 1; i <= WAITERS; i++) {
                    Thread waiter = new Thread(() -> write(url, opened, held), "waiter-" + i);
                    waiter.start();
                    waiters.add(waiter);
                }
                opened.await();
                Thread holding = new Thread(() -> hold(holder, held), "holder");
                holding.start();
                for (Thread waiter : waiters) {
                    waiter.join();
                }
                holding.join();
                Db.say("rows " + Db.ask(holder, "SELECT count(*) FROM t"));
            }
        }

        private static void hold(Connection holder, CountDownLatch held) {
            try {
                Db.run(holder, "BEGIN IMMEDIATE");
                held.countDown();
                Thread.sleep(HOLD_MILLIS);
                say("committing", System.currentTimeMillis());
                Db.run(holder, "COMMIT");
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void write(String url, CountDownLatch opened, CountDownLatch held) {
            try (Connection connection = DriverManager.getConnection(url)) {
                opened.countDown();
                held.await();
                say("from", System.currentTimeMillis());
                Db.run(connection, "INSERT INTO t VALUES (1)");
                say("to", System.currentTimeMillis());
            } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void say(String what, long millis) {
            Db.say(Thread.currentThread().getName() + " " + what + " " + millis);
        }
    }

    /** Many short write transactions of four threads. */
    public static final class Crowded {
        private static final int THREADS = 4;

        public static void main(String... args) throws Exception {
            int each = Integer.parseInt(args[0]);
            try (Connection connection = DriverManager.getConnection(WAL)) {
                Db.run(connection, "CREATE TABLE t (x)", "PRAGMA synchronous=OFF");
                List<Thread> writers = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    Thread writer = new Thread(() -> write(each), "writer-" + i);
                    writer.start();
                    writers.add(writer);
                }
                for (Thread writer : writers) {
                    writer.join();
                }
                Db.say("rows " + Db.ask(connection, "SELECT count(*) FROM t"));
            }
        }

        private static void write(int transactions) {
            try (Connection connection = DriverManager.getConnection(WAL)) {
                Db.run(connection, "PRAGMA synchronous=OFF");
                for (int i = 0; i < transactions; i++) {
                    Db.run(connection, "BEGIN IMMEDIATE", "INSERT INTO t VALUES (1)");
                    for (int read = 0; read < 20; read++) {
                        Db.ask(connection, "SELECT count(*) FROM t");
                    }
                    Db.run(connection, "COMMIT");
                    // The others would hardly ever get a turn: SQLite's waits are not fair.
                    LockSupport.parkNanos(100_000);
                }
            } catch (SQLException e) {
                Db.say("failed: " + e.getMessage());
            }
        }
    }

    /** Waits for a lock as long as it takes, and says when it has begun to. */
    public static final class Patient {
        public static void main(String... args) throws Exception {
            Thread waiting = new Thread(Patient::write, "waiting");
            waiting.start();
            while (!isIn(waiting, "busy")) {
                Thread.onSpinWait();
            }
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long before = threads.getThreadInfo(waiting.getId()).getWaitedCount();
            // Other processes are looked at from the fourth attempt on.
            while (threads.getThreadInfo(waiting.getId()).getWaitedCount() - before < 5) {
                Thread.sleep(1);
            }
            Db.say("waiting");
            waiting.join();
        }

        private static void write() {
            try (Connection connection = DriverManager.getConnection(WAL)) {
                Db.run(connection, "INSERT INTO t VALUES (1)");
                Db.say("saved");
            } catch (SQLException e) {
                Db.say("failed");
            }
        }

        static boolean isIn(Thread thread, String method) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getMethodName().equals(method)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Waits for a statement that writes for some time, or a batch of one. */
    public static final class Statement {
        private static final String LONG =
                "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT"
                        + " 3000000) SELECT i FROM n";

        public static void main(String... args) throws Exception {
            try (Connection writer = DriverManager.getConnection(WAL);
                    Connection waiter = DriverManager.getConnection(WAL)) {
                Db.run(writer, "CREATE TABLE t (x)");
                boolean batch = args.length > 0;
                Thread writing = new Thread(() -> write(writer, batch), "writing");
                writing.start();
                while (!Patient.isIn(writing, "step")) {
                    Thread.onSpinWait();
                }
                Db.run(waiter, "INSERT INTO t VALUES (0)");
                writing.join();
                Db.say("rows " + Db.ask(writer, "SELECT count(*) FROM t"));
            }
        }

        private static void write(Connection writer, boolean batch) {
            try (PreparedStatement insert = writer.prepareStatement(LONG)) {
                if (batch) {
                    insert.addBatch();
                    insert.executeBatch();
                } else {
                    Db.run(writer, LONG);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Nobody refers any more to a connection that holds the write lock. */
    public static final class Lost {
        public static void main(String... args) throws Exception {
            lose();
            try (Connection waiter =
                    DriverManager.getConnection(Db.URL + "?journal_mode=WAL&busy_timeout=50")) {
                System.gc();
                try {
                    Db.run(waiter, "INSERT INTO t VALUES (1)");
                } catch (SQLException e) {
                    Db.say("failed");
                }
            }
        }

        @SuppressWarnings("resource") // that is the point
        private static void lose() throws SQLException {
            Db.run(
                    DriverManager.getConnection(WAL),
                    "CREATE TABLE t (x)",
                    "BEGIN IMMEDIATE",
                    "INSERT INTO t VALUES (0)");
        }
    }

    /** Hundreds of attempts with a short timeout while the lock is held all the time. */
    public static final class Hopeless {
        public static void main(String... args) throws Exception {
            int failed = 0;
            try (Connection holder = DriverManager.getConnection(WAL);
                    Connection waiter = DriverManager.getConnection(WAL)) {
                Db.run(holder, "CREATE TABLE t (x)", "BEGIN IMMEDIATE");
                for (int i = 0; i < 500; i++) {
                    Db.run(waiter, "PRAGMA busy_timeout=" + (i % 7));
                    try {
                        Db.run(waiter, "INSERT INTO t VALUES (1)");
                    } catch (SQLException e) {
                        failed++;
                    }
                }
                Db.run(holder, "COMMIT");
            }
            Db.say("failed " + failed);
        }
    }

    /** A checkpoint that a result which is not read to its end keeps from emptying the WAL. */
    public static final class Pinned {
        public static void main(String... args) throws Exception {
            try (Connection reader = DriverManager.getConnection(WAL);
                    Connection writer =
                            DriverManager.getConnection(
                                    Db.URL + "?journal_mode=WAL&busy_timeout=" + args[0])) {
                Db.run(writer, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1), (2)");
                try (var statement = reader.createStatement();
                        var rows = statement.executeQuery("SELECT x FROM t")) {
                    rows.next();
                    Db.run(writer, "INSERT INTO t VALUES (3)");
                    Db.say("busy " + Db.ask(writer, "PRAGMA wal_checkpoint(TRUNCATE)"));
                }
                Db.say("busy " + Db.ask(writer, "PRAGMA wal_checkpoint(TRUNCATE)"));
            }
        }
    }

    /** A transaction that has read writes while another connection holds the write lock. */
    public static final class Upgrade {
        public static void main(String... args) throws Exception {
            try (Connection holder = DriverManager.getConnection(WAL);
                    Connection reader = DriverManager.getConnection(WAL)) {
                Db.run(holder, "CREATE TABLE t (x)");
                Db.run(reader, "BEGIN");
                readFirst(reader);
                // By another thread: one that waits for itself is another case.
                Thread other = new Thread(() -> begin(holder));
                other.start();
                other.join();
                try {
                    Db.run(reader, "INSERT INTO t VALUES (1)");
                } catch (SQLException e) {
                    Db.say("failed");
                }
                Db.run(reader, "ROLLBACK");
                Db.run(holder, "ROLLBACK");
            }
        }

        private static void begin(Connection holder) {
            try {
                Db.run(holder, "BEGIN IMMEDIATE");
            } catch (SQLException e) {
                Db.say("not begun");
            }
        }

        private static void readFirst(Connection reader) throws SQLException {
            Db.say("rows " + Db.ask(reader, "SELECT count(*) FROM t"));
        }
    }
}
