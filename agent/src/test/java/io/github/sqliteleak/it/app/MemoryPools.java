package io.github.sqliteleak.it.app;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.sqlite.SQLiteConnection;

/** Pools on databases in memory; each program closes its own. */
public final class MemoryPools {
    private static final String URL = "jdbc:sqlite:file:m?mode=memory";

    private MemoryPools() {}

    /** Arguments: what the pool is for, its size, and how many pools. Uses all connections. */
    public static final class Pooled {
        public static void main(String... args) throws SQLException {
            int size = Integer.parseInt(args[1]);
            HikariDataSource[] pools = new HikariDataSource[Integer.parseInt(args[2])];
            for (int i = 0; i < pools.length; i++) {
                pools[i] = pool("jdbc:sqlite:" + args[0], size);
            }
            for (HikariDataSource pool : pools) {
                while (pool.getHikariPoolMXBean().getTotalConnections() < size) {
                    Thread.onSpinWait();
                }
                useAll(pool, size);
                pool.close();
            }
        }

        private static HikariDataSource pool(String url, int size) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMaximumPoolSize(size);
            return new HikariDataSource(config);
        }
    }

    /** A pool of one renews its connection, while the closing of the old one is held up. */
    public static final class Renewed {
        public static void main(String... args) throws SQLException {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(URL);
            config.setMaximumPoolSize(1);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                Connection old = pool.getConnection();
                Db.run(old, "CREATE TABLE t (x)");
                // The driver closes under this monitor.
                synchronized (old.unwrap(SQLiteConnection.class).getDatabase()) {
                    pool.evictConnection(old);
                    useAll(pool, 1);
                }
            }
        }
    }

    /** A pool of two takes two connections just after it has thrown one away. */
    public static final class Refilled {
        public static void main(String... args) throws SQLException {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(URL);
            config.setMaximumPoolSize(2);
            config.setMinimumIdle(0);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                // Once may not do: the pool's own thread may come so late that each is used alone.
                for (int i = 0; i < 5; i++) {
                    pool.evictConnection(pool.getConnection());
                    useAll(pool, 2);
                }
            }
        }
    }

    /** Arguments: the size of each pool, and how many pools. */
    public static final class OfTomcat {
        public static void main(String... args) throws SQLException {
            int size = Integer.parseInt(args[0]);
            List<org.apache.tomcat.jdbc.pool.DataSource> pools = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                org.apache.tomcat.jdbc.pool.DataSource pool =
                        new org.apache.tomcat.jdbc.pool.DataSource();
                pool.setDriverClassName("org.sqlite.JDBC");
                pool.setUrl(URL);
                pool.setMaxActive(size);
                pool.setMaxIdle(size);
                pool.setMinIdle(1);
                pool.setInitialSize(1);
                pools.add(pool);
                useAll(pool, size);
            }
            pools.forEach(pool -> pool.close());
        }
    }

    /** Argument: the size of the pool. */
    public static final class OfC3p0 {
        public static void main(String... args) throws SQLException {
            int size = Integer.parseInt(args[0]);
            try (ComboPooledDataSource pool = new ComboPooledDataSource()) {
                pool.setJdbcUrl(URL);
                pool.setMinPoolSize(size);
                pool.setInitialPoolSize(size);
                pool.setMaxPoolSize(size);
                useAll(pool, size);
            }
        }
    }

    /** Uses so many connections side by side. */
    private static void useAll(DataSource pool, int size) throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            connections.add(pool.getConnection());
        }
        for (Connection connection : connections) {
            Db.say(Db.ask(connection, "SELECT count(*) FROM sqlite_master"));
            connection.close();
        }
    }
}
