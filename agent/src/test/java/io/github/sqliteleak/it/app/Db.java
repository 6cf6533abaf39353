package io.github.sqliteleak.it.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the programs have in common. Opens nothing that a program leaks: the site is to be its own.
 */
final class Db {
    static final String URL = "jdbc:sqlite:data.db";

    private static final BufferedReader IN =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private Db() {}

    /** Makes the database in WAL mode with a table of three rows, and closes it. */
    static void make() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL)) {
            run(
                    connection,
                    "PRAGMA journal_mode=WAL",
                    "CREATE TABLE t (x)",
                    "INSERT INTO t VALUES (1), (2), (3)");
        }
    }

    static void run(Connection connection, String... texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : texts) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row as text. */
    static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "no row";
        }
    }

    static void say(String line) {
        System.out.println(line);
    }

    /** Waits for a line on standard input. */
    static void hear() {
        try {
            if (IN.readLine() == null) {
                say("end of input");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Collects garbage until the condition holds. */
    static void collectUntil(Condition condition) throws SQLException, InterruptedException {
        while (!condition.holds()) {
            System.gc();
            Thread.sleep(1);
        }
    }

    interface Condition {
        boolean holds() throws SQLException;
    }
}
