package io.github.sqliteleak.it.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes on with SQLite at each line that it reads: opens what an agent that is attached later finds
 * open, and does after that what shows whether it was found.
 */
public final class Served {
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static final List<Thread> STARTED = new ArrayList<>();
    private static Statement reading;

    private Served() {}

    public static void main(String... args) throws Exception {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Db.say("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("end")) {
                return;
            }
            run(line);
            Db.say("did " + line);
        }
    }

    private static void run(String what) throws SQLException {
        switch (what) {
            case "before" -> before();
            case "use" -> use();
            case "open" -> OPEN.add(open("data.db"));
            case "leak" -> leak();
            case "close" -> closeAll();
            case "lock" -> lock();
            case "stand" -> stand();
            case "release" -> release();
            default -> throw new IllegalArgumentException(what);
        }
    }

    /** Two that nobody uses again; one with a cursor, a transaction and a prepared statement. */
    private static void before() throws SQLException {
        OPEN.add(open("data.db"));
        OPEN.add(open("data.db"));
        Connection used = open("data.db");
        try (Statement statement = used.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS t (x)");
            statement.execute("INSERT INTO t VALUES (1), (2), (3)");
        }
        used.setAutoCommit(false);
        PreparedStatement insert = used.prepareStatement("INSERT INTO t VALUES (?)");
        OPEN.add(used);
        OPEN.add(insert);
    }

    private static void use() throws SQLException {
        PreparedStatement insert = (PreparedStatement) OPEN.get(3);
        insert.setInt(1, 4);
        insert.executeUpdate();
        Statement query = ((Connection) OPEN.get(2)).createStatement();
        ResultSet rows = query.executeQuery("SELECT x FROM t");
        rows.next();
    }

    private static void lock() throws SQLException {
        try (Connection other = open("data.db");
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 50");
            statement.execute("INSERT INTO t VALUES (5)");
            throw new IllegalStateException("it was not locked");
        } catch (SQLException e) {
            Db.say(e.getMessage());
        }
    }

    /**
     * One thread has the write lock, and two others wait for it in SQLite; one reads for long,
     * which it may.
     */
    private static void stand() throws SQLException {
        Connection holder = open("stood.db");
        try (Statement statement = holder.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS s (x)");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("INSERT INTO s VALUES (1)");
        }
        OPEN.add(holder);
        Connection reader = open("stood.db");
        OPEN.add(reader);
        reading = reader.createStatement();
        start("reader", () -> reads(reading));
        for (String name : List.of("first-waiter", "second-waiter")) {
            Connection waiter = open("stood.db");
            start(name, () -> stands(waiter));
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        STARTED.add(thread);
    }

    private static void reads(Statement statement) {
        try {
            statement.executeQuery(
                    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
                            + " SELECT count(*) FROM sqlite_schema, c");
        } catch (SQLException e) {
            // It was cancelled.
        }
    }

    private static void release() throws SQLException {
        try {
            for (Thread reader = STARTED.get(0); reader.isAlive(); reader.join(50)) {
                reading.cancel();
            }
            OPEN.remove(OPEN.size() - 1).close();
            OPEN.remove(OPEN.size() - 1).close();
            for (Thread waiter : STARTED) {
                waiter.join();
            }
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void stands(Connection waiter) {
        try (Statement statement = waiter.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 60000");
            statement.execute("INSERT INTO s VALUES (2)");
            waiter.close();
        } catch (SQLException e) {
            Db.say(e.getMessage());
        }
    }

    private static void leak() throws SQLException {
        Connection connection = open("other.db");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS t (x)");
        }
        OPEN.add(connection);
    }

    private static void closeAll() throws SQLException {
        for (AutoCloseable each : OPEN) {
            try {
                each.close();
            } catch (SQLException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        OPEN.clear();
    }

    private static Connection open(String file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version");
        }
        return connection;
    }
}
