package it.pools;

import com.alibaba.druid.pool.DruidDataSource;
import com.j256.ormlite.jdbc.JdbcPooledConnectionSource;
import com.j256.ormlite.support.DatabaseConnection;
import com.jolbox.bonecp.BoneCPDataSource;
import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import oracle.ucp.admin.UniversalConnectionPoolManagerImpl;
import oracle.ucp.jdbc.PoolDataSource;
import oracle.ucp.jdbc.PoolDataSourceFactory;
import org.h2.jdbcx.JdbcConnectionPool;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.sqlite.javax.SQLiteConnectionPoolDataSource;
import org.vibur.dbcp.ViburDBCPDataSource;
import stormpot.Allocator;
import stormpot.BasePoolable;
import stormpot.Pool;
import stormpot.Slot;
import stormpot.Timeout;

/** Real pools by their names in reports. */
final class Pools {
    static final List<String> NAMES =
            List.of(
                    "HikariCP",
                    "DBCP2",
                    "DBCP",
                    "Tomcat",
                    "Tomcat DBCP",
                    "Agroal",
                    "c3p0",
                    "Druid",
                    "vibur",
                    "MyBatis",
                    "H2",
                    "BoneCP",
                    "UCP",
                    "ORMLite",
                    "Stormpot",
                    "Hibernate");

    private Pools() {}

    private interface Source {
        Connection getConnection() throws Exception;
    }

    private interface Closing {
        void close() throws Exception;
    }

    static Pooled open(String name, String use) throws Exception {
        String url = "jdbc:sqlite:target/" + name.replace(' ', '-') + "-" + use + ".db";
        return switch (name) {
            case "HikariCP" -> {
                HikariDataSource pool = new HikariDataSource();
                pool.setJdbcUrl(url);
                pool.setMaximumPoolSize(3);
                yield of(pool::getConnection, pool::close);
            }
            case "DBCP2" -> {
                var pool = new org.apache.commons.dbcp2.BasicDataSource();
                pool.setUrl(url);
                pool.setMaxTotal(3);
                yield of(pool::getConnection, pool::close);
            }
            case "DBCP" -> {
                var pool = new org.apache.commons.dbcp.BasicDataSource();
                pool.setUrl(url);
                pool.setMaxActive(3);
                yield of(pool::getConnection, pool::close);
            }
            case "Tomcat" -> {
                var pool = new org.apache.tomcat.jdbc.pool.DataSource();
                pool.setUrl(url);
                pool.setDriverClassName("org.sqlite.JDBC");
                pool.setMaxActive(3);
                pool.setInitialSize(0);
                yield of(pool::getConnection, pool::close);
            }
            case "Tomcat DBCP" -> {
                var pool = new org.apache.tomcat.dbcp.dbcp2.BasicDataSource();
                pool.setUrl(url);
                pool.setMaxTotal(3);
                yield of(pool::getConnection, pool::close);
            }
            case "Agroal" -> {
                AgroalDataSource pool =
                        AgroalDataSource.from(
                                new AgroalDataSourceConfigurationSupplier()
                                        .connectionPoolConfiguration(
                                                p ->
                                                        p.maxSize(3)
                                                                .acquisitionTimeout(
                                                                        Duration.ofSeconds(60))
                                                                .connectionFactoryConfiguration(
                                                                        f -> f.jdbcUrl(url))));
                yield of(pool::getConnection, pool::close);
            }
            case "c3p0" -> {
                ComboPooledDataSource pool = new ComboPooledDataSource();
                pool.setJdbcUrl(url);
                pool.setMinPoolSize(1);
                pool.setInitialPoolSize(1);
                pool.setAcquireIncrement(1);
                pool.setMaxPoolSize(3);
                yield of(pool::getConnection, pool::close);
            }
            case "Druid" -> {
                DruidDataSource pool = new DruidDataSource();
                pool.setUrl(url);
                pool.setMaxActive(3);
                yield of(pool::getConnection, pool::close);
            }
            case "vibur" -> {
                ViburDBCPDataSource pool = new ViburDBCPDataSource();
                pool.setJdbcUrl(url);
                pool.setUsername("");
                pool.setPassword("");
                pool.setPoolInitialSize(1);
                pool.setPoolMaxSize(3);
                pool.start();
                yield of(pool::getConnection, pool::terminate);
            }
            case "MyBatis" -> {
                var pool =
                        new org.apache.ibatis.datasource.pooled.PooledDataSource(
                                "org.sqlite.JDBC", url, null, null);
                pool.setPoolMaximumActiveConnections(3);
                yield of(pool::getConnection, pool::forceCloseAll);
            }
            case "H2" -> {
                SQLiteConnectionPoolDataSource source = new SQLiteConnectionPoolDataSource();
                source.setUrl(url);
                JdbcConnectionPool pool = JdbcConnectionPool.create(source);
                pool.setMaxConnections(3);
                yield of(pool::getConnection, pool::dispose);
            }
            case "BoneCP" -> {
                BoneCPDataSource pool = new BoneCPDataSource();
                pool.setDriverClass("org.sqlite.JDBC");
                pool.setJdbcUrl(url);
                pool.setUsername("");
                pool.setPassword("");
                pool.setPartitionCount(1);
                pool.setMinConnectionsPerPartition(1);
                pool.setMaxConnectionsPerPartition(3);
                yield of(pool::getConnection, pool::close);
            }
            case "UCP" -> {
                PoolDataSource pool = PoolDataSourceFactory.getPoolDataSource();
                pool.setConnectionFactoryClassName("org.sqlite.SQLiteDataSource");
                pool.setURL(url);
                pool.setMaxPoolSize(3);
                pool.setConnectionPoolName(use);
                yield of(
                        pool::getConnection,
                        () ->
                                UniversalConnectionPoolManagerImpl
                                        .getUniversalConnectionPoolManager()
                                        .destroyConnectionPool(use));
            }
            case "ORMLite" -> new OrmLite(new JdbcPooledConnectionSource(url));
            case "Hibernate" -> new Hibernate(hibernate(url));
            case "Stormpot" -> new Stormpot(new Claims(url));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static SessionFactory hibernate(String url) {
        Configuration configuration = new Configuration();
        configuration.setProperty("hibernate.connection.url", url);
        configuration.setProperty("hibernate.connection.driver_class", "org.sqlite.JDBC");
        configuration.setProperty("hibernate.connection.pool_size", "3");
        configuration.setProperty("hibernate.dialect", "org.hibernate.dialect.H2Dialect");
        return configuration.buildSessionFactory();
    }

    private static Pooled of(Source source, Closing closing) {
        return new Pooled() {
            @Override
            public Lent borrow() throws Exception {
                Connection connection = source.getConnection(); // BORROWED
                connection.createStatement().execute("select 1");
                return connection::close;
            }

            @Override
            public void close() throws Exception {
                closing.close();
            }
        };
    }

    private record OrmLite(JdbcPooledConnectionSource source) implements Pooled {
        @Override
        public Lent borrow() throws Exception {
            DatabaseConnection connection = source.getReadWriteConnection("t"); // BORROWED
            return () -> source.releaseConnection(connection);
        }

        @Override
        public void close() throws Exception {
            source.close();
        }
    }

    /** The pool that Hibernate has built in. */
    private record Hibernate(SessionFactory factory) implements Pooled {
        @Override
        public Lent borrow() {
            Session session = factory.openSession();
            session.beginTransaction(); // BORROWED
            return () -> {
                session.getTransaction().commit();
                session.close();
            };
        }

        @Override
        public void close() {
            factory.close();
        }
    }

    /** What the user keeps in Stormpot. */
    private static final class Claim extends BasePoolable {
        private final Connection connection;

        Claim(Slot slot, Connection connection) {
            super(slot);
            this.connection = connection;
        }
    }

    private record Claims(String url) implements Allocator<Claim> {
        @Override
        public Claim allocate(Slot slot) throws SQLException {
            return new Claim(slot, DriverManager.getConnection(url));
        }

        @Override
        public void deallocate(Claim claim) throws SQLException {
            claim.connection.close();
        }
    }

    private static final class Stormpot implements Pooled {
        private static final Timeout LONG = new Timeout(60, TimeUnit.SECONDS);
        private final Pool<Claim> pool;

        Stormpot(Claims claims) {
            pool = Pool.from(claims).setSize(3).build();
        }

        @Override
        public Lent borrow() throws Exception {
            Claim claim = pool.claim(LONG); // BORROWED
            return claim::release;
        }

        @Override
        public void close() throws Exception {
            pool.shutdown().await(new Timeout(5, TimeUnit.SECONDS));
        }
    }
}
