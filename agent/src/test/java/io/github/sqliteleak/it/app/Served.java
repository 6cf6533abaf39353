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
