package io.github.sqliteleak.it.app;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Writers that note when each of them had the write lock, and what the events say of that. Prints
 * figures, one to a line: {@code args} are the journal mode and for how many seconds.
 */
public final class KnownHolders {
    private static final int WRITERS = 8;
    private static final int TIMEOUT_MILLIS = 300;
    private static final int MOST_HELD_MILLIS = 60;

    /** Events have a wall clock's time, and a holder notes its own a little later. */
    private static final long SLACK = 3_000_000;

    private static final long AFTER = 1_000_000;
    private static final long BEFORE = 20_000_000;
    private static final long LONG_WAIT = 30_000_000;

    /**
     * In {@link System#nanoTime()}.
     *
     * @param asked when it asked for the lock
     * @param from when it had it for sure
     * @param to until when it had it for sure
     * @param ended when it had it no more for sure
     */
    private record Held(String thread, long asked, long from, long to, long ended) {}

    private static final Queue<Held> HELD = new ConcurrentLinkedQueue<>();

    private KnownHolders() {}

    public static void main(String... args) throws Exception {
        String url =
                Db.URL
                        + "?synchronous=OFF&busy_timeout="
                        + TIMEOUT_MILLIS
                        + "&journal_mode="
                        + args[0];
        try (Connection connection = DriverManager.getConnection(url)) {
            Db.run(connection, "CREATE TABLE t (x)");
        }
        long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[1])).toNanos();
        Path file = Path.of("holders.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("sqlite.LockWait");
            recording.enable("sqlite.LockTimeout");
            recording.start();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int id = i;
                Thread writer = new Thread(() -> write(url, id, end), "writer-" + i);
                writer.start();
                writers.add(writer);
            }
            for (Thread writer : writers) {
                writer.join();
            }
            recording.stop();
            recording.dump(file);
        }
        new Judge(file).say();
    }

    private static void write(String url, int id, long end) {
        Random random = new Random(id);
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            while (System.nanoTime() < end) {
                once(connection, statement, id, random.nextInt(MOST_HELD_MILLIS));
                Thread.sleep(random.nextInt(3));
            }
        } catch (SQLException | InterruptedException e) {
            e.printStackTrace();
        }
    }

    private static void once(Connection connection, Statement statement, int id, int millis)
            throws SQLException, InterruptedException {
        String thread = Thread.currentThread().getName();
        long asked = System.nanoTime();
        long from = 0;
        long to = 0;
        try {
            begin(connection, statement, id);
            from = System.nanoTime();
            Thread.sleep(millis);
            to = System.nanoTime();
            if (id % 3 == 1) {
                connection.commit();
                connection.setAutoCommit(true);
            } else {
                statement.execute("COMMIT");
            }
            HELD.add(new Held(thread, asked, from, to, System.nanoTime()));
        } catch (SQLException e) {
            if (to != 0) {
                HELD.add(new Held(thread, asked, from, System.nanoTime(), System.nanoTime()));
            }
            giveUp(connection, statement);
        }
    }

    private static void begin(Connection connection, Statement statement, int id)
            throws SQLException {
        switch (id % 3) {
            case 0 -> {
                statement.execute("BEGIN IMMEDIATE");
                statement.executeUpdate("INSERT INTO t VALUES (1)");
            }
            case 1 -> {
                connection.setAutoCommit(false);
                statement.executeUpdate("INSERT INTO t VALUES (2)");
            }
            default -> {
                statement.execute("BEGIN");
                statement.executeUpdate(
                        "DELETE FROM t WHERE rowid IN (SELECT rowid FROM t ORDER BY rowid DESC"
                                + " LIMIT 1)");
            }
        }
    }

    private static void giveUp(Connection connection, Statement statement) {
        try {
            if (connection.getAutoCommit()) {
                statement.execute("ROLLBACK");
            } else {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            // There was none.
            return;
        }
    }

    private static final class Judge {
        private final long nanos = System.nanoTime();
        private final Instant now = Instant.now();
        private final List<Held> held = List.copyOf(HELD);
        private final List<RecordedEvent> timeouts = new ArrayList<>();
        private final List<RecordedEvent> waits = new ArrayList<>();

        Judge(Path file) throws Exception {
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getEventType().getName().equals("sqlite.LockTimeout")) {
                    timeouts.add(event);
                } else if (event.getEventType().getName().equals("sqlite.LockWait")) {
                    waits.add(event);
                }
            }
        }

        void say() {
            int wrong = 0;
            int sure = 0;
            int right = 0;
            Map<String, List<Long>> tries = new HashMap<>();
            for (RecordedEvent wait : waits) {
                tries.computeIfAbsent(thread(wait), key -> new ArrayList<>())
                        .add(at(wait.getEndTime()));
                wrong += isWrong(wait, at(wait.getEndTime()), at(wait.getStartTime())) ? 1 : 0;
            }
            for (RecordedEvent timeout : timeouts) {
                long end = at(timeout.getEndTime());
                long waited = timeout.getDuration("waited").toNanos();
                wrong += isWrong(timeout, end, end - waited - BEFORE) ? 1 : 0;
                Held last = heldAt(lastTry(tries.get(thread(timeout)), end));
                if (last != null) {
                    sure++;
                    right += last.thread.equals(timeout.getString("holderThread")) ? 1 : 0;
                }
            }
            int longWaits = 0;
            int seen = 0;
            for (Held each : held) {
                if (each.from - each.asked >= LONG_WAIT) {
                    longWaits++;
                    seen += isSeen(each) ? 1 : 0;
                }
            }
            Db.say("wrong " + wrong);
            Db.say("timeouts " + timeouts.size());
            Db.say("long-waits " + longWaits);
            Db.say("seen-percent " + 100 * seen / Math.max(1, longWaits));
            Db.say("sure-at-the-end " + sure);
            Db.say("named-first-percent " + 100 * right / Math.max(1, sure));
        }

        private static String thread(RecordedEvent event) {
            return event.getThread().getJavaName();
        }

        private long at(Instant instant) {
            return nanos - Duration.between(instant, now).toNanos();
        }

        /** A holder that had no lock in this time. */
        private boolean isWrong(RecordedEvent event, long to, long from) {
            String holder = event.getString("holderThread");
            return holder != null
                    && held.stream()
                            .noneMatch(
                                    each ->
                                            each.thread.equals(holder)
                                                    && each.asked <= to
                                                    && each.ended + SLACK >= from);
        }

        /** When SQLite tried for the last time, which may be long before the thread ran again. */
        private static long lastTry(List<Long> tries, long end) {
            long last = 0;
            for (long each : tries == null ? List.<Long>of() : tries) {
                last = each <= end + AFTER ? Math.max(last, each) : last;
            }
            return last;
        }

        private Held heldAt(long time) {
            for (Held each : held) {
                if (each.from <= time - SLACK && each.to >= time + AFTER) {
                    return each;
                }
            }
            return null;
        }

        private boolean isSeen(Held waiter) {
            return waits.stream()
                    .anyMatch(
                            wait ->
                                    thread(wait).equals(waiter.thread)
                                            && wait.getString("holderThread") != null
                                            && at(wait.getEndTime()) >= waiter.asked
                                            && at(wait.getStartTime()) <= waiter.from);
        }
    }
}
