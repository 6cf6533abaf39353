package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.Collation;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/**
 * A connection whose own result, and then whose own transaction, is in the way of what runs outside
 * of both; with the argument {@code cured} each is ended first.
 */
public final class OwnWork {
    private OwnWork() {}

    public static void main(String... args) throws SQLException {
        boolean cured = args.length > 0;
        try (Connection connection = DriverManager.getConnection(Db.URL)) {
            Db.run(connection, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1), (2)");
            Db.run(
                    connection,
                    "ATTACH 'side.db' AS side",
                    "CREATE TABLE side.q AS SELECT x FROM t");
            functions(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT x FROM t")) {
                rows.next();
                if (cured) {
                    end(rows);
                }
                attempt(() -> functions(connection));
                attempt(() -> collations(connection));
                attempt(() -> Db.run(connection, "VACUUM"));
                attempt(() -> update(connection, "PRAGMA journal_mode = WAL"));
            }
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT x FROM side.q")) {
                rows.next();
                if (cured) {
                    end(rows);
                }
                attempt(() -> Db.run(connection, "DETACH side"));
            }
            connection.setAutoCommit(cured);
            attempt(() -> Db.run(connection, "VACUUM"));
            attempt(() -> Db.run(connection, "PRAGMA synchronous = NORMAL"));
            attempt(() -> update(connection, "BEGIN; ROLLBACK"));
            attempt(() -> Db.run(connection, "SELECT * FROM nowhere"));
            connection.setAutoCommit(true);
            byte[] database = connection.unwrap(SQLiteConnection.class).serialize("main");
            try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                memory.setAutoCommit(cured);
                Db.run(memory, "CREATE TABLE t (x)");
                SQLiteConnection into = memory.unwrap(SQLiteConnection.class);
                attempt(() -> into.deserialize("main", database));
            }
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void attempt(Work work) {
        try {
            work.run();
            Db.say("done");
        } catch (SQLException e) {
            Db.say("refused");
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void functions(Connection connection) throws SQLException {
        Function.create(
                connection,
                "one",
                new Function() {
                    @Override
                    protected void xFunc() throws SQLException {
                        result(1);
                    }
                });
    }

    /** Once made it cannot be made again while a statement runs; the first time it can. */
    private static void collations(Connection connection) throws SQLException {
        for (int i = 0; i < 2; i++) {
            Collation.create(
                    connection,
                    "backwards",
                    new Collation() {
                        @Override
                        protected int xCompare(String one, String other) {
                            return other.compareTo(one);
                        }
                    });
        }
    }

    private static void end(ResultSet rows) throws SQLException {
        rows.close();
    }
}
