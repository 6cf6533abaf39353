package io.github.sqliteleak.it.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Does once whatever there is an event with a stack for. */
public final class EachEvent {
    private EachEvent() {}

    public static void main(String... args) throws SQLException {
        try (Connection writer = DriverManager.getConnection(Db.URL);
                Connection waiter = DriverManager.getConnection(Db.URL + "?busy_timeout=60")) {
            Db.run(writer, "CREATE TABLE t (x)", "BEGIN IMMEDIATE");
            try {
                Db.run(waiter, "INSERT INTO t VALUES (1)");
            } catch (SQLException locked) {
                Db.run(writer, "COMMIT");
            }
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Db.URL);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection borrowed = pool.getConnection()) {
            Db.say(Db.ask(borrowed, "SELECT count(*) FROM t"));
        }
    }
}
