package io.github.sqliteleak.it.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * Each cause for which a lock cannot be had, on a database that is called as the cause is, and the
 * same with its cure, on one that is called so and {@code -cured}. Others are other threads.
 */
public final class Cures {
    private static final String WAL = "&journal_mode=WAL";
    private static final String NO_WAL = "&journal_mode=DELETE";
    private static final String TRUNCATE = "PRAGMA wal_checkpoint(TRUNCATE)";

    /** As long as the lock is held that the cure waits for. */
    private static final int MOMENT = 30;

    private Cures() {}

    private interface Scene {
        void play(String file, boolean cured) throws Exception;
    }

    private interface Work {
        void run() throws SQLException;
    }

    public static void main(String... args) throws Exception {
        play("stale-snapshot", Cures::staleSnapshot);
        play("read-then-write", Cures::readThenWrite);
        play("stale-cursor", Cures::staleCursor);
        play("cursor-then-write", Cures::cursorThenWrite);
        play("checkpoint-pinned", Cures::checkpointPinned);
        play("checkpoint-behind-writer", Cures::checkpointBehindWriter);
        play("checkpoint-busy", Cures::checkpointBusy);
        play("shared-cache", Cures::sharedCache);
        play("no-busy-timeout", Cures::noTimeout);
        play("journal-mode", Cures::journalMode);
        play("own-result", Cures::ownResult);
        play("own-thread", Cures::ownThread);
        if (Runtime.version().feature() >= 21) {
            play("carriers-blocked", Cures::carriersBlocked);
        }
        play("own-transaction", Cures::ownTransaction);
        play("same-connection", Cures::sameConnection);
        play("readers-without-wal", Cures::readersWithoutWal);
        play("backup", Cures::backup);
        play("copy-failed", Cures::copyFailed);
        play("restored-nothing", Cures::restoredNothing);
        play("stale-lock-folder", Cures::staleLockFolder);
        play("not-waited", Cures::notWaited);
    }

    private static void play(String cause, Scene scene) throws Exception {
        scene.play(cause + ".db", false);
        scene.play(cause + "-cured.db", true);
    }

    private static void staleSnapshot(String file, boolean cured) throws Exception {
        try (Connection one = made(file, WAL);
                Connection other = open(file, WAL)) {
            Db.run(one, cured ? "BEGIN IMMEDIATE" : "BEGIN");
            Db.ask(one, "SELECT x FROM t");
            Thread writing = thread(file, () -> write(other));
            if (!cured) {
                writing.join();
            }
            attempt(file, () -> write(one));
            Db.run(one, cured ? "COMMIT" : "ROLLBACK");
            writing.join();
        }
    }

    private static void readThenWrite(String file, boolean cured) throws Exception {
        try (Connection one = made(file, WAL);
                Connection other = open(file, WAL)) {
            Db.run(one, cured ? "BEGIN IMMEDIATE" : "BEGIN");
            Db.ask(one, "SELECT x FROM t");
            Thread beginning = thread(file, () -> Db.run(other, "BEGIN IMMEDIATE"));
            if (!cured) {
                beginning.join();
            }
            attempt(file, () -> write(one));
            Db.run(one, cured ? "COMMIT" : "ROLLBACK");
            beginning.join();
        }
    }

    private static void staleCursor(String file, boolean cured) throws Exception {
        try (Connection one = made(file, WAL);
                Connection other = open(file, WAL);
                Statement statement = one.createStatement()) {
            read(statement, "SELECT x FROM t");
            thread(file, () -> write(other)).join();
            if (cured) {
                close(statement);
            }
            attempt(file, () -> write(one));
        }
    }

    private static void cursorThenWrite(String file, boolean cured) throws Exception {
        try (Connection one = made(file, WAL);
                Connection other = open(file, WAL);
                Statement statement = one.createStatement()) {
            read(statement, "SELECT x FROM t");
            thread(file, () -> Db.run(other, "BEGIN IMMEDIATE")).join();
            if (cured) {
                close(statement);
            }
            Thread ending = cured ? soon(file, () -> Db.run(other, "COMMIT")) : null;
            attempt(file, () -> write(one));
            join(ending);
        }
    }

    private static void checkpointPinned(String file, boolean cured) throws Exception {
        try (Connection one = impatient(file, WAL);
                Connection other = open(file, WAL);
                Statement statement = other.createStatement()) {
            make(one);
            thread(file, () -> read(statement, "SELECT x FROM t")).join();
            write(one);
            if (cured) {
                close(statement);
            }
            Db.say(file + ": busy " + Db.ask(one, TRUNCATE));
        }
    }

    private static void checkpointBehindWriter(String file, boolean cured) throws Exception {
        try (Connection one = impatient(file, WAL);
                Connection other = open(file, WAL)) {
            make(one);
            thread(file, () -> Db.run(other, "BEGIN IMMEDIATE", "INSERT INTO t VALUES (4)")).join();
            if (cured) {
                Db.run(other, "COMMIT");
            }
            Db.say(file + ": busy " + Db.ask(one, TRUNCATE));
        }
    }

    /** The other one is excluded: nothing is known of it. */
    private static void checkpointBusy(String file, boolean cured) throws Exception {
        try (Connection one = impatient(file, WAL)) {
            make(one);
            try (Connection other = excluded(file);
                    Statement statement = other.createStatement()) {
                read(statement, "SELECT x FROM t");
                write(one);
                if (cured) {
                    close(statement);
                }
                Db.say(file + ": busy " + Db.ask(one, TRUNCATE));
            }
        }
    }

    private static Connection excluded(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static void sharedCache(String file, boolean cured) throws Exception {
        String shared = cured ? WAL : "&cache=shared";
        try (Connection one = made("file:" + file, shared);
                Connection other = open("file:" + file, shared)) {
            thread(file, () -> Db.run(other, "BEGIN", "INSERT INTO t VALUES (4)")).join();
            attempt(file, () -> Db.ask(one, "SELECT count(*) FROM t"));
        }
    }

    private static void noTimeout(String file, boolean cured) throws Exception {
        try (Connection one =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + file + "?busy_timeout=" + (cured ? 9_000 : 0));
                Connection other = open(file, "")) {
            make(one);
            thread(file, () -> Db.run(other, "BEGIN IMMEDIATE")).join();
            Thread ending = cured ? soon(file, () -> Db.run(other, "COMMIT")) : null;
            attempt(file, () -> write(one));
            join(ending);
        }
    }

    private static void journalMode(String file, boolean cured) throws Exception {
        try (Connection one = made(file, WAL)) {
            Connection other = open(file, WAL);
            thread(file, () -> Db.ask(other, "SELECT count(*) FROM t")).join();
            if (cured) {
                other.close();
            }
            attempt(file, () -> Db.run(one, "PRAGMA journal_mode=DELETE"));
            other.close();
        }
    }

    private static void ownResult(String file, boolean cured) throws SQLException {
        try (Connection one = made(file, "");
                Statement statement = one.createStatement()) {
            read(statement, "SELECT x FROM t");
            if (cured) {
                close(statement);
            }
            attempt(file, () -> Db.run(one, "DROP TABLE t"));
        }
    }

    private static void ownThread(String file, boolean cured) throws SQLException {
        try (Connection one = made(file, WAL);
                Connection audit = impatient(file, WAL)) {
            one.setAutoCommit(false);
            write(one);
            attempt(file, () -> write(cured ? one : audit));
            one.commit();
        }
    }

    /** For one carrier. Again when the holder has come to it all the same. */
    private static void carriersBlocked(String file, boolean cured) throws Exception {
        try (Connection one = impatient(file, WAL);
                Connection other = open(file, WAL)) {
            make(one);
            boolean failed = false;
            for (int i = 0; i < 20 && !failed; i++) {
                failed = blocks(file, one, other, cured);
                if (cured) {
                    break;
                }
            }
            Db.say(file + (failed ? ": failed" : ": done"));
        }
    }

    private static boolean blocks(String file, Connection one, Connection other, boolean cured)
            throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        boolean[] failed = new boolean[1];
        Thread holder =
                virtual(
                        () -> {
                            Db.run(other, "BEGIN IMMEDIATE");
                            begun.countDown();
                            await(go);
                            Db.run(other, "COMMIT");
                        });
        begun.await();
        Work writing =
                () -> {
                    go.countDown();
                    try {
                        write(one);
                    } catch (SQLException e) {
                        failed[0] = true;
                    }
                };
        (cured ? thread(file, writing) : virtual(writing)).join();
        holder.join();
        return failed[0];
    }

    /** Java 17, for which this is compiled, has none. */
    private static Thread virtual(Work work) throws ReflectiveOperationException {
        Runnable guarded =
                () -> {
                    try {
                        work.run();
                    } catch (SQLException e) {
                        Db.say("the other failed with " + e);
                    }
                };
        return (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, guarded);
    }

    private static void ownTransaction(String file, boolean cured) throws SQLException {
        try (Connection one = made(file, "")) {
            one.setAutoCommit(false);
            write(one);
            if (cured) {
                one.setAutoCommit(true);
            }
            attempt(file, () -> Db.run(one, "VACUUM"));
        }
    }

    /** With a database attached, and two results, it is not known which of them is in the way. */
    private static void sameConnection(String file, boolean cured) throws SQLException {
        try (Connection one = made(file, "");
                Statement first = one.createStatement();
                Statement second = one.createStatement()) {
            Db.run(one, "ATTACH 'side.db' AS side", "CREATE TABLE u (x)");
            Db.run(one, "INSERT INTO u VALUES (1), (2)");
            read(first, "SELECT x FROM t");
            read(second, "SELECT x FROM u");
            if (cured) {
                close(first);
                close(second);
            }
            attempt(file, () -> Db.run(one, "DROP TABLE u"));
        }
    }

    private static void readersWithoutWal(String file, boolean cured) throws Exception {
        String mode = cured ? WAL : NO_WAL;
        try (Connection one = impatient(file, mode);
                Connection other = open(file, mode);
                Statement statement = other.createStatement()) {
            make(one);
            thread(file, () -> read(statement, "SELECT x FROM t")).join();
            attempt(file, () -> write(one));
        }
    }

    private static void backup(String file, boolean cured) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (Connection source = made("of-" + file, NO_WAL);
                Connection one = impatient(file, NO_WAL)) {
            Db.run(source, "INSERT INTO t VALUES (zeroblob(1000000))");
            DB.ProgressObserver observer =
                    (remaining, pages) -> {
                        begun.countDown();
                        await(over);
                    };
            DB database = ((SQLiteConnection) source).getDatabase();
            Thread copying = thread(file, () -> database.backup("main", file, observer));
            begun.await();
            if (cured) {
                over.countDown();
                copying.join();
            }
            attempt(file, () -> Db.run(one, "CREATE TABLE y (z)"));
            over.countDown();
            copying.join();
        }
    }

    private static void copyFailed(String file, boolean cured) throws SQLException {
        try (Connection source = made("of-" + file, NO_WAL);
                Connection other = made(file, NO_WAL)) {
            other.setAutoCommit(false);
            write(other);
            if (cured) {
                other.setAutoCommit(true);
            }
            attempt(file, () -> update(source, "backup to " + file));
        }
    }

    private static void restoredNothing(String file, boolean cured) throws SQLException {
        try (Connection source = made("of-" + file, NO_WAL);
                Connection other = made(file, NO_WAL);
                Connection one = open(file, NO_WAL)) {
            Db.run(source, "CREATE TABLE newer (x)");
            other.setAutoCommit(false);
            write(other);
            if (cured) {
                other.setAutoCommit(true);
            }
            update(one, "restore from of-" + file);
            Db.say(file + ": " + Db.ask(one, "SELECT count(*) FROM sqlite_master"));
        }
    }

    private static void staleLockFolder(String file, boolean cured)
            throws SQLException, IOException {
        made(file, NO_WAL).close();
        Path lock = Files.createDirectory(Path.of(file + ".lock"));
        if (cured) {
            Files.delete(lock);
        }
        try (Connection one = impatient("file:" + file, "&vfs=unix-dotfile")) {
            attempt(file, () -> Db.ask(one, "SELECT x FROM t"));
        }
        Files.deleteIfExists(lock);
    }

    /** With a database attached, and two queries, it is not known which one took the snapshot. */
    private static void notWaited(String file, boolean cured) throws Exception {
        try (Connection one = made(file, WAL);
                Connection other = open(file, WAL)) {
            Db.run(one, "ATTACH 'side.db' AS side", "CREATE TABLE u (x)");
            Db.run(one, cured ? "BEGIN IMMEDIATE" : "BEGIN");
            Db.ask(one, "SELECT x FROM t");
            Db.ask(one, "SELECT x FROM u");
            Thread beginning = thread(file, () -> Db.run(other, "BEGIN IMMEDIATE"));
            if (!cured) {
                beginning.join();
            }
            attempt(file, () -> write(one));
            Db.run(one, cured ? "COMMIT" : "ROLLBACK");
            beginning.join();
        }
    }

    private static Connection made(String file, String parameters) throws SQLException {
        Connection connection = open(file, parameters);
        make(connection);
        return connection;
    }

    private static void make(Connection connection) throws SQLException {
        Db.run(connection, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1), (2), (3)");
    }

    private static Connection open(String file, String parameters) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + file + "?busy_timeout=9000" + parameters);
    }

    private static Connection impatient(String file, String parameters) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=60" + parameters);
    }

    private static void write(Connection connection) throws SQLException {
        Db.run(connection, "INSERT INTO t VALUES (5)");
    }

    /** Its result stays open. */
    private static void read(Statement statement, String sql) throws SQLException {
        ResultSet rows = statement.executeQuery(sql);
        rows.next();
    }

    private static void close(Statement statement) throws SQLException {
        statement.close();
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void attempt(String file, Work work) {
        try {
            work.run();
            Db.say(file + ": done");
        } catch (SQLException e) {
            Db.say(file + ": failed");
        }
    }

    private static Thread thread(String file, Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (SQLException e) {
                                Db.say(file + ": the other failed with " + e);
                            }
                        },
                        "other");
        thread.start();
        return thread;
    }

    private static Thread soon(String file, Work work) {
        return thread(
                file,
                () -> {
                    try {
                        Thread.sleep(MOMENT);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    work.run();
                });
    }

    private static void join(Thread thread) throws InterruptedException {
        if (thread != null) {
            thread.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
