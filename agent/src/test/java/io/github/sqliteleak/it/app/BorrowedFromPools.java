package io.github.sqliteleak.it.app;

import com.alibaba.druid.pool.DruidDataSource;
import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.ibatis.datasource.pooled.PooledDataSource;
import org.stone.beecp.BeeDataSource;
import org.stone.beecp.BeeDataSourceConfig;

/**
 * Borrows from several pools, each on a database of its own, and leaves two connections of each in
 * an early return. Arguments: {@code close} closes the pools, {@code well} gives all back.
 */
public final class BorrowedFromPools {
    private static final int LARGEST = 3;
    private static final int WAIT_MILLIS = 30_000;

    private BorrowedFromPools() {}

    private record Pool(DataSource source, AutoCloseable closing) {}

    public static void main(String... args) throws Exception {
        List<String> how = List.of(args);
        List<Pool> pools = new ArrayList<>();
        pools.add(hikari());
        pools.add(tomcat());
        pools.add(c3p0());
        PooledDataSource mybatis =
                new PooledDataSource("org.sqlite.JDBC", url("mybatis"), null, null);
        mybatis.setPoolMaximumActiveConnections(LARGEST);
        pools.add(new Pool(mybatis, mybatis::forceCloseAll));
        pools.add(dbcp2());
        pools.add(druid());
        pools.add(beecp());
        HandmadePool handmade = new HandmadePool(url("handmade"));
        pools.add(new Pool(handmade, handmade::close));
        for (Pool pool : pools) {
            create(pool.source());
            load(pool.source(), how.contains("well") ? "known" : "nobody");
            load(pool.source(), how.contains("well") ? "known" : "nobody");
            if (how.contains("close")) {
                pool.closing().close();
            }
        }
        Db.say("done");
    }

    private static Pool hikari() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url("hikari"));
        pool.setMaximumPoolSize(LARGEST);
        pool.setMinimumIdle(0);
        return new Pool(pool, pool);
    }

    private static Pool tomcat() {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setUrl(url("tomcat"));
        pool.setDriverClassName("org.sqlite.JDBC");
        pool.setMaxActive(LARGEST);
        pool.setInitialSize(0);
        return new Pool(pool, pool::close);
    }

    private static Pool c3p0() {
        ComboPooledDataSource pool = new ComboPooledDataSource();
        pool.setJdbcUrl(url("c3p0"));
        pool.setMinPoolSize(2);
        pool.setInitialPoolSize(2);
        pool.setMaxPoolSize(2);
        pool.setCheckoutTimeout(WAIT_MILLIS);
        return new Pool(pool, () -> closeWhenFilled(pool));
    }

    /** It opens connections in the background, and loses one that arrives after the close. */
    private static void closeWhenFilled(ComboPooledDataSource pool) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        while (pool.getNumConnections() < 2 && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        pool.close();
    }

    private static Pool dbcp2() {
        BasicDataSource pool = new BasicDataSource();
        pool.setUrl(url("dbcp2"));
        pool.setMaxTotal(LARGEST);
        return new Pool(pool, pool);
    }

    private static Pool druid() {
        DruidDataSource pool = new DruidDataSource();
        pool.setUrl(url("druid"));
        pool.setMaxActive(LARGEST);
        return new Pool(pool, pool);
    }

    /** Its shutdown hook waits for ever for what is not given back, unless it may take it. */
    private static Pool beecp() {
        BeeDataSourceConfig config =
                new BeeDataSourceConfig("org.sqlite.JDBC", url("beecp"), null, null);
        config.setMaxActive(LARGEST);
        config.setForceRecycleBorrowedOnClose(true);
        BeeDataSource pool = new BeeDataSource(config);
        return new Pool(pool, pool);
    }

    private static String url(String name) {
        return "jdbc:sqlite:" + name + ".db?journal_mode=WAL";
    }

    private static void create(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("create table visit(who, n)");
            statement.executeUpdate("insert into visit values('known', 1)");
        }
    }

    private static int load(DataSource pool, String who) throws SQLException {
        Connection connection = pool.getConnection();
        PreparedStatement query = connection.prepareStatement("select n from visit where who=?");
        query.setString(1, who);
        ResultSet result = query.executeQuery();
        if (!result.next()) {
            return 0;
        }
        int visits = result.getInt(1);
        result.close();
        query.close();
        connection.close();
        return visits;
    }
}
