package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Leaves connections to one database in WAL mode open. */
public final class WalOfTwo {
    private static final List<Connection> KEPT = new ArrayList<>();

    private WalOfTwo() {}

    public static void main(String... args) throws SQLException {
        excluded();
        leaked();
        leaked();
    }

    private static void excluded() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL + "?journal_mode=WAL");
        KEPT.add(connection);
        Db.run(connection, "CREATE TABLE t (x)");
    }

    private static void leaked() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        KEPT.add(connection);
        Db.run(connection, "INSERT INTO t VALUES (1)");
    }
}
