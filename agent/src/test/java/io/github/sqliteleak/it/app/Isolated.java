package io.github.sqliteleak.it.app;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;

/**
 * Drivers in class loaders that see nothing of the application, and nothing of an agent: of two
 * versions at once, with a pool, and in a module layer. Arguments: another version of the driver,
 * the pool, the driver, and what it needs.
 */
public final class Isolated {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private Isolated() {}

    public static void main(String... jars) throws Exception {
        String[] driver = Arrays.copyOfRange(jars, 2, jars.length);
        String[] other = driver.clone();
        other[0] = jars[0];
        Loaders.leak(Loaders.driver(new URLClassLoader(Loaders.urls(other), PLATFORM)), "old.db");

        ClassLoader loader = new URLClassLoader(Loaders.urls(driver), PLATFORM);
        Loaders.useAndLeak(Loaders.driver(loader));
        lock(Loaders.driver(loader));
        borrow(pool(new URLClassLoader(Loaders.urls(jars[1]), loader)));

        Driver inModule = Loaders.driver(layer(driver).findLoader("org.xerial.sqlitejdbc"));
        Db.say("in " + inModule.getClass().getModule());
        Loaders.leak(inModule, "module.db");
    }

    /** Each module has a loader of its own. */
    private static ModuleLayer layer(String... jars) {
        Path[] paths = Arrays.stream(jars).map(Path::of).toArray(Path[]::new);
        Configuration modules =
                ModuleLayer.boot()
                        .configuration()
                        .resolve(
                                ModuleFinder.of(paths),
                                ModuleFinder.of(),
                                List.of("org.xerial.sqlitejdbc"));
        return ModuleLayer.boot().defineModulesWithManyLoaders(modules, PLATFORM);
    }

    private static void lock(Driver driver) throws SQLException {
        String url = "jdbc:sqlite:lock.db?busy_timeout=50";
        try (Connection holder = driver.connect(url, new Properties());
                Connection waiter = driver.connect(url, new Properties())) {
            Db.run(holder, "CREATE TABLE t (x)", "BEGIN IMMEDIATE");
            Db.run(waiter, "INSERT INTO t VALUES (1)");
            throw new IllegalStateException("not locked");
        } catch (SQLException e) {
            Db.say("locked");
        }
    }

    /** Of a loader below the driver's, which has a twin of the hooks already. */
    private static DataSource pool(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> type = Class.forName("com.zaxxer.hikari.HikariDataSource", true, loader);
        Object pool = type.getDeclaredConstructor().newInstance();
        set(pool, "setJdbcUrl", String.class, "jdbc:sqlite:pool.db");
        set(pool, "setMaximumPoolSize", int.class, 1);
        Thread.currentThread().setContextClassLoader(loader);
        set(pool, "setDriverClassName", String.class, "org.sqlite.JDBC");
        return (DataSource) pool;
    }

    private static void set(Object pool, String setter, Class<?> type, Object value)
            throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
        pool.getClass().getMethod(setter, type).invoke(pool, value);
    }

    private static void borrow(DataSource pool) throws SQLException {
        Db.run(pool.getConnection(), "SELECT 1");
    }
}
