package io.github.sqliteleak.it.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Closes all that it opens, and yet {@code -wal} and {@code -shm} stay beside three databases; with
 * the argument {@code cured} they do not.
 */
public final class Leftovers {
    private Leftovers() {}

    public static void main(String... args) throws Exception {
        boolean cured = args.length > 0;
        readOnlyLast(cured);
        earlierCrash(cured);
        Process other = otherProcess();
        if (cured) {
            other.getOutputStream().close();
            other.waitFor();
        }
        try (Connection connection = open("shared.db")) {
            Db.run(connection, "INSERT INTO t VALUES (1)");
        }
    }

    private static void readOnlyLast(boolean cured) throws SQLException {
        Connection writer = open("read.db?journal_mode=WAL");
        Db.run(writer, "CREATE TABLE t (x)");
        Connection reader = open("file:read.db?mode=ro");
        Db.ask(reader, "SELECT count(*) FROM t");
        (cured ? reader : writer).close();
        (cured ? writer : reader).close();
    }

    /** What a killed program leaves is what is there while it runs. */
    private static void earlierCrash(boolean cured) throws SQLException, IOException {
        try (Connection writer = open("alive.db?journal_mode=WAL")) {
            Db.run(writer, "CREATE TABLE t (x)");
            for (String end : new String[] {"", "-wal"}) {
                Files.copy(Path.of("alive.db" + end), Path.of("killed.db" + end));
            }
        }
        try (Connection connection = open("killed.db")) {
            Db.say(cured ? Db.ask(connection, "SELECT count(*) FROM t") : "not read");
        }
    }

    /** Without the agent; it has the database open until its input ends. */
    private static Process otherProcess() throws IOException, SQLException {
        try (Connection connection = open("shared.db?journal_mode=WAL")) {
            Db.run(connection, "CREATE TABLE t (x)");
        }
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Holding.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
        Db.say(String.valueOf(lines.readLine()));
        return other;
    }

    private static Connection open(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** The other process; ends with the one that has started it, too. */
    public static final class Holding {
        public static void main(String... args) throws SQLException, IOException {
            try (Connection connection = open("shared.db")) {
                Db.ask(connection, "SELECT count(*) FROM t");
                Db.say("held");
                while (System.in.read() >= 0) {
                    // Until it ends.
                }
            }
        }
    }
}
