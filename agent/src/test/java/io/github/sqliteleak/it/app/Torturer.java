package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One of several JVMs that write to one database: three rows in each transaction, each with a
 * checksum, and a line on standard output when it is committed. It leaks connections, some in the
 * middle of a transaction, until it ends in the way that is asked for or is killed.
 */
public final class Torturer {
    private static final List<Connection> LEAKED = new ArrayList<>();

    private Torturer() {}

    /**
     * @param args its number, how many commits it makes before it ends, and how it ends
     */
    public static void main(String... args) throws Exception {
        long id = Long.parseLong(args[0]);
        int commits = Integer.parseInt(args[1]);
        Random random = new Random(id);
        Connection connection = open();
        for (long n = 0; n < commits; n++) {
            write(connection, id, n);
            Db.say("did " + id + ' ' + n);
            if (n % 10 == 3) {
                leak(random.nextBoolean());
                LEAKED.add(connection);
                connection = open();
            }
        }
        if (args[2].equals("wait")) {
            Db.hear();
        }
        connection.setAutoCommit(false);
        LEAKED.add(connection);
        Db.run(connection, "INSERT INTO w VALUES (" + id + ", -1, 0, 0)");
        if (args[2].equals("exit")) {
            System.exit(7);
        }
        throw new IllegalStateException("by intent");
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:shared.db?busy_timeout=60000");
    }

    private static void write(Connection connection, long id, long n) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO w VALUES (?, ?, ?, ?)")) {
            for (long part = 0; part < 3; part++) {
                insert.setLong(1, id);
                insert.setLong(2, n);
                insert.setLong(3, part);
                insert.setLong(4, checksum(id, n, part));
                insert.executeUpdate();
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    public static long checksum(long id, long n, long part) {
        return (id * 31 + n) * 1_000_003 + part;
    }

    /** So that the others can go on: without a WAL, whoever reads has them wait. */
    private static void leak(boolean inTransaction) throws SQLException {
        Connection leaked = open();
        LEAKED.add(leaked);
        if (inTransaction) {
            leaked.setAutoCommit(false);
            if (Db.ask(leaked, "PRAGMA journal_mode").equals("wal")) {
                Db.ask(leaked, "SELECT count(*) FROM w");
            }
        }
    }
}
