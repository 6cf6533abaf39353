package io.github.sqliteleak.it.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Writes some 9 MB to each of several databases, of which most are read from meanwhile, each in
 * another way. Closes all that it opens.
 */
public final class GrowingWals {
    private static final int ROWS = 180;
    private static final int PAUSES = 12;

    /** Somewhat longer than the agent does not look. */
    private static final int PAUSE_MILLIS = 6;

    private GrowingWals() {}

    public static void main(String... args) throws Exception {
        result(true);
        result(false);
        transaction();
        ownResult();
        checkpointsOff();
        running();
        process();
        bulk();
    }

    private static void result(boolean left) throws Exception {
        String file = left ? "result.db" : "cured.db";
        try (Connection writer = writer(file);
                Connection reader = open(file);
                Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM t WHERE x <> 'secret'")) {
            while (rows.next() && !left) {
                // To its end.
            }
            write(writer);
            say(file);
        }
    }

    private static void transaction() throws Exception {
        try (Connection writer = writer("transaction.db");
                Connection reader = open("transaction.db")) {
            reader.setAutoCommit(false);
            Db.ask(reader, "SELECT count(*) FROM t");
            write(writer);
        }
    }

    private static void ownResult() throws Exception {
        try (Connection writer = writer("own.db");
                Statement statement = writer.createStatement();
                ResultSet rows = statement.executeQuery("SELECT x FROM t")) {
            rows.next();
            write(writer);
        }
    }

    private static void checkpointsOff() throws Exception {
        try (Connection writer = writer("off.db")) {
            Db.run(writer, "PRAGMA wal_autocheckpoint=0");
            write(writer);
        }
    }

    private static void running() throws Exception {
        try (Connection writer = writer("running.db");
                Connection reader = open("running.db");
                Statement statement = reader.createStatement()) {
            Thread report =
                    new Thread(
                            () -> {
                                try (ResultSet rows =
                                        statement.executeQuery(
                                                "SELECT count(*) FROM t a, t b, t c, t d, t e")) {
                                    Db.say("counted " + rows.next());
                                } catch (SQLException e) {
                                    Db.say("cancelled");
                                }
                            },
                            "report");
            report.start();
            while (!isInside(report)) {
                Thread.onSpinWait();
            }
            write(writer);
            statement.cancel();
            report.join();
        }
    }

    private static boolean isInside(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && stack[0].isNativeMethod()
                && stack[0].getMethodName().equals("step");
    }

    private static void process() throws Exception {
        try (Connection writer = writer("data.db")) {
            Process other =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Reader.class.getName())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            Db.say(String.valueOf(other.inputReader().readLine()));
            write(writer);
            other.getOutputStream().close();
            other.waitFor();
        }
    }

    /** Each larger than the last, and nobody reads. */
    private static void bulk() throws SQLException, InterruptedException {
        try (Connection writer = writer("bulk.db")) {
            for (int rows = ROWS; rows <= ROWS + 80; rows += 20) {
                writer.setAutoCommit(false);
                insert(writer, rows);
                writer.commit();
                writer.setAutoCommit(true);
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static void write(Connection writer) throws SQLException, InterruptedException {
        for (int i = 0; i < PAUSES; i++) {
            insert(writer, ROWS / PAUSES);
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static void insert(Connection writer, int rows) throws SQLException {
        try (PreparedStatement insert =
                writer.prepareStatement("INSERT INTO t VALUES (randomblob(50000))")) {
            for (int i = 0; i < rows; i++) {
                insert.executeUpdate();
            }
        }
    }

    private static Connection writer(String file) throws SQLException {
        Connection connection = open(file + "?journal_mode=WAL&synchronous=OFF");
        Db.run(
                connection,
                "CREATE TABLE t (x)",
                "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900)"
                        + " INSERT INTO t SELECT i FROM n");
        return connection;
    }

    private static Connection open(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private static void say(String file) throws IOException {
        Db.say(file + "-wal has " + Files.size(Path.of(file + "-wal")) / 1_000_000 + " MB");
    }
}
