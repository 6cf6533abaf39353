package io.github.sqliteleak.it.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** Uses a pool of three connections, and closes it when it has an argument. */
public final class Pool {
    private static final int SIZE = 3;

    private Pool() {}

    public static void main(String... args) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Db.URL);
        config.setMaximumPoolSize(SIZE);
        config.setMinimumIdle(SIZE);
        HikariDataSource pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection()) {
            Db.say(Db.ask(connection, "SELECT 'pooled'"));
        }
        while (pool.getHikariPoolMXBean().getTotalConnections() < SIZE) {
            Thread.onSpinWait();
        }
        if (args.length > 0) {
            pool.close();
        }
    }
}
