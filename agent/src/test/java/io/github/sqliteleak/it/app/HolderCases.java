package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * Waits for locks that people have reported, each in a database of its own, and each again with its
 * cure, where nothing fails.
 */
public final class HolderCases {
    private static final int MOST_TRIES = 50;

    private HolderCases() {}

    public static void main(String... args) throws Exception {
        ownThread("own-thread.db", true);
        ownThread("own-thread-cured.db", false);
        lateHolder(0);
        lateHolder(6);
        openResult("cursor.db", "delete");
        openResult("cursor-cured.db", "wal");
        readerBehindWriter("spilled.db", "delete");
        readerBehindWriter("spilled-cured.db", "wal");
        waitsForTask("task.db");
        backup("live.db", true);
        backup("live-cured.db", false);
        restore("restored.db", false);
        restore("read.db", true);
        besideBackup();
    }

    private static Connection open(String file, String mode) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + file + "?busy_timeout=300&journal_mode=" + mode);
    }

    private static void write(Connection connection, String what) {
        try {
            Db.run(connection, "INSERT INTO t VALUES ('" + what + "')");
            Db.say(what + ": written");
        } catch (SQLException e) {
            Db.say(what + ": failed");
        }
    }

    /** Writes through a second connection of the thread, or through the one that it has. */
    private static void ownThread(String file, boolean second) throws SQLException {
        try (Connection orders = open(file, "wal")) {
            Db.run(orders, "CREATE TABLE t (x)");
            orders.setAutoCommit(false);
            Db.run(orders, "INSERT INTO t VALUES ('order')");
            if (second) {
                try (Connection audit = open(file, "wal")) {
                    write(audit, file);
                }
            } else {
                write(orders, file);
            }
            orders.commit();
        }
    }

    /** One after the other has the lock; the last of them when the waiter gives up. */
    private static void lateHolder(int others) throws Exception {
        for (int i = 0; i < MOST_TRIES; i++) {
            String file = "late-" + others + "-" + i + ".db";
            if (fails(file, others)) {
                Db.say("late " + others + ": " + file);
                return;
            }
        }
        Db.say("late " + others + ": never failed");
    }

    /** False when the waiter has come between two of them. */
    private static boolean fails(String file, int others) throws Exception {
        try (Connection waiter = open(file, "wal");
                Connection last = open(file, "wal")) {
            Db.run(waiter, "CREATE TABLE t (x)");
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            Thread holders =
                    new Thread(
                            () -> {
                                try {
                                    for (int i = 0; i <= others; i++) {
                                        shortly(file, begun);
                                    }
                                    culprit(last, over);
                                } catch (SQLException | InterruptedException e) {
                                    begun.countDown();
                                }
                            },
                            "holders");
            holders.start();
            begun.await();
            boolean failed = false;
            try {
                Db.run(waiter, "PRAGMA busy_timeout=1000", "BEGIN IMMEDIATE", "COMMIT");
            } catch (SQLException e) {
                failed = true;
            }
            over.countDown();
            holders.join();
            return failed;
        }
    }

    private static void shortly(String file, CountDownLatch begun)
            throws SQLException, InterruptedException {
        try (Connection connection = open(file, "wal")) {
            Db.run(connection, "BEGIN IMMEDIATE");
            begun.countDown();
            Thread.sleep(30);
            Db.run(connection, "COMMIT");
        }
    }

    private static void culprit(Connection connection, CountDownLatch over)
            throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            over.await();
            statement.execute("COMMIT");
        }
    }

    /** A result that is not read to its end, and a writer in another thread. */
    private static void openResult(String file, String mode) throws Exception {
        try (Connection reader = open(file, mode);
                Connection writer = open(file, mode);
                Statement statement = reader.createStatement()) {
            Db.run(reader, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1), (2), (3)");
            ResultSet result = statement.executeQuery("SELECT x FROM t WHERE x < 'secret'");
            result.next();
            inThread("writer", () -> write(writer, file));
        }
    }

    /** A writer whose cache was too small for what it has written, and a reader. */
    private static void readerBehindWriter(String file, String mode) throws Exception {
        try (Connection writer = open(file, mode);
                Connection reader = open(file, mode)) {
            Db.run(writer, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)");
            writer.setAutoCommit(false);
            Db.run(writer, "PRAGMA cache_size=5");
            Db.run(
                    writer,
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                            + " INSERT INTO t SELECT hex(randomblob(400)) FROM n");
            inThread("http-1", () -> read(reader, file));
            writer.rollback();
        }
    }

    private static void read(Connection connection, String file) {
        try {
            Db.say(file + ": read " + Db.ask(connection, "SELECT x FROM t"));
        } catch (SQLException e) {
            Db.say(file + ": failed");
        }
    }

    /** Waits in its transaction for a task that waits for its lock. */
    private static void waitsForTask(String file) throws Exception {
        ExecutorService workers = Executors.newSingleThreadExecutor();
        try (Connection connection = open(file, "wal");
                Connection other = open(file, "wal")) {
            Db.run(connection, "CREATE TABLE t (x)");
            connection.setAutoCommit(false);
            Db.run(connection, "INSERT INTO t VALUES (1)");
            workers.submit(() -> write(other, file)).get();
            connection.commit();
        } finally {
            workers.shutdown();
        }
    }

    /** To a file that somebody else is writing to, or to one of its own. */
    private static void backup(String file, boolean locked) throws SQLException {
        String copy = file + "-copy.db";
        try (Connection connection = open(file, "delete");
                Connection writer = open(copy, "delete")) {
            Db.run(connection, "CREATE TABLE t (x)");
            Db.run(writer, "CREATE TABLE old (y)");
            if (locked) {
                writer.setAutoCommit(false);
                Db.run(writer, "INSERT INTO old VALUES (1)");
            }
            copy(connection, "backup to " + copy);
        }
    }

    private static void copy(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
            Db.say(sql + ": done");
        } catch (SQLException e) {
            Db.say(sql + ": failed");
        }
    }

    /**
     * The driver reports no failure where somebody else is writing, or where the connection has a
     * result open itself; then again without that.
     */
    private static void restore(String file, boolean own) throws SQLException {
        String from = file + "-source.db";
        try (Connection source = open(from, "delete");
                Connection other = open(file, "delete")) {
            Db.run(source, "CREATE TABLE newer (x)");
            Db.run(other, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1), (2)");
            try (Connection connection = open(file, "delete");
                    Statement statement = connection.createStatement()) {
                if (own) {
                    statement.executeQuery("SELECT x FROM t").next();
                } else {
                    other.setAutoCommit(false);
                    Db.run(other, "INSERT INTO t VALUES (3)");
                }
                copy(connection, "restore from " + from);
            }
            other.setAutoCommit(true);
            Db.say(file + " has " + Db.ask(other, "SELECT name FROM sqlite_master"));
        }
        try (Connection connection = open(file, "delete")) {
            copy(connection, "restore from " + from);
            Db.say(file + " has " + Db.ask(connection, "SELECT name FROM sqlite_master"));
        }
    }

    /** Writes to the file that a backup is being made to. */
    private static void besideBackup() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (Connection connection = open("big.db", "delete");
                Connection other = open("big-copy.db", "delete")) {
            Db.run(
                    connection,
                    "CREATE TABLE t (x)",
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)"
                            + " INSERT INTO t SELECT hex(randomblob(900)) FROM n");
            DB.ProgressObserver observer =
                    (remaining, pages) -> {
                        begun.countDown();
                        try {
                            over.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    };
            Thread backup = new Thread(() -> backup(connection, observer), "backup");
            backup.start();
            begun.await();
            try {
                Db.run(other, "CREATE TABLE y (z)");
            } catch (SQLException e) {
                Db.say("beside: failed");
            }
            over.countDown();
            backup.join();
        }
    }

    private static void backup(Connection connection, DB.ProgressObserver observer) {
        try {
            DB database = ((SQLiteConnection) connection).getDatabase();
            database.backup("main", "big-copy.db", observer);
        } catch (SQLException e) {
            Db.say("not backed up");
        }
    }

    private static void inThread(String name, Runnable work) throws InterruptedException {
        Thread thread = new Thread(work, name);
        thread.start();
        thread.join();
    }
}
