package io.github.sqliteleak.it.app;

import static io.github.sqliteleak.it.app.CureSteps.attempt;
import static io.github.sqliteleak.it.app.CureSteps.await;
import static io.github.sqliteleak.it.app.CureSteps.close;
import static io.github.sqliteleak.it.app.CureSteps.impatient;
import static io.github.sqliteleak.it.app.CureSteps.join;
import static io.github.sqliteleak.it.app.CureSteps.made;
import static io.github.sqliteleak.it.app.CureSteps.make;
import static io.github.sqliteleak.it.app.CureSteps.open;
import static io.github.sqliteleak.it.app.CureSteps.read;
import static io.github.sqliteleak.it.app.CureSteps.soon;
import static io.github.sqliteleak.it.app.CureSteps.thread;
import static io.github.sqliteleak.it.app.CureSteps.update;
import static io.github.sqliteleak.it.app.CureSteps.virtual;
import static io.github.sqliteleak.it.app.CureSteps.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/**
 * Each cause for which a lock cannot be had, on a database with the name of the cause, and the same
 * with its cure, on a database whose name ends with {@code -cured}. The others are threads.
 */
public final class Cures {
    private static final String WAL = "&journal_mode=WAL";
    private static final String NO_WAL = "&journal_mode=DELETE";
    private static final String TRUNCATE = "PRAGMA wal_checkpoint(TRUNCATE)";

    private Cures() {}

    private interface Scene {
        void play(String file, boolean cured) throws Exception;
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
        CureSteps.Work writing =
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
}
