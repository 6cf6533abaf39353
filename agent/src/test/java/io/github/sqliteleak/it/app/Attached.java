package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Connection 1 has, or had, an archive attached and waits for a lock. Argument: which file is
 * locked, {@code main}, {@code archive} or {@code both}, or {@code detached} for the main one when
 * the archive is attached no more.
 */
public final class Attached {
    private static final String OPTIONS = "?journal_mode=WAL&busy_timeout=50";

    private Attached() {}

    public static void main(String... args) throws SQLException {
        try (Connection waiter = DriverManager.getConnection(Db.URL + OPTIONS);
                Connection main = DriverManager.getConnection(Db.URL + OPTIONS);
                Connection archive =
                        DriverManager.getConnection("jdbc:sqlite:archive.db" + OPTIONS)) {
            Db.run(archive, "CREATE TABLE old (x)");
            Db.run(waiter, "CREATE TABLE t (x)", "ATTACH 'archive.db' AS archive");
            if (args[0].equals("detached")) {
                Db.run(waiter, "DETACH archive");
            }
            if (!args[0].equals("archive")) {
                Db.run(main, "BEGIN IMMEDIATE");
            }
            if (args[0].equals("archive") || args[0].equals("both")) {
                Db.run(archive, "BEGIN IMMEDIATE");
            }
            try {
                Db.run(
                        waiter,
                        "INSERT INTO " + (args[0].equals("archive") ? "old" : "t") + " VALUES (1)");
            } catch (SQLException e) {
                Db.say("failed");
            }
        }
    }
}
