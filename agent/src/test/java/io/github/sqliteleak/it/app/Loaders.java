package io.github.sqliteleak.it.app;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Programs whose driver comes from class loaders of their own. Arguments: its jars. */
public final class Loaders {
    private Loaders() {}

    /** As application servers and executable jars do: the parent is the application's loader. */
    public static final class Nested {
        public static void main(String... jars) throws Exception {
            Driver driver = driver(jars, Loaders.class.getClassLoader());
            leak(driver, "data.db");
            useAndClose(driver, "data.db");
        }
    }

    /** Two copies of the driver, each with a file of its own. */
    public static final class Twice {
        public static void main(String... jars) throws Exception {
            leak(driver(jars, Loaders.class.getClassLoader()), "one.db");
            leak(driver(jars, Loaders.class.getClassLoader()), "two.db");
        }
    }

    /** Two copies of the driver have one file open at the same time. */
    public static final class TwiceOnOneFile {
        public static void main(String... jars) throws Exception {
            Driver one = driver(jars, Loaders.class.getClassLoader());
            Driver other = driver(jars, Loaders.class.getClassLoader());
            try (Connection first = one.connect("jdbc:sqlite:data.db", new Properties())) {
                Db.run(first, "CREATE TABLE t (x)");
                useAndClose(other, "data.db");
                useAndClose(other, "../" + Path.of("").toRealPath().getFileName() + "/data.db");
            }
        }
    }

    /** Two copies of the driver use one file, one after the other. */
    public static final class OneAfterTheOther {
        public static void main(String... jars) throws Exception {
            useAndClose(driver(jars, Loaders.class.getClassLoader()), "data.db");
            useAndClose(driver(jars, Loaders.class.getClassLoader()), "data.db");
        }
    }

    static URL[] urls(String... jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String jar : jars) {
            urls.add(Path.of(jar).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static Driver driver(String[] jars, ClassLoader parent)
            throws MalformedURLException, ReflectiveOperationException {
        return driver(new URLClassLoader(urls(jars), parent));
    }

    static Driver driver(ClassLoader loader) throws ReflectiveOperationException {
        return newDriver(Class.forName("org.sqlite.JDBC", true, loader));
    }

    static Driver newDriver(Class<?> type) throws ReflectiveOperationException {
        return (Driver) type.getDeclaredConstructor().newInstance();
    }

    static void useAndLeak(Driver driver) throws SQLException {
        useAndClose(driver, "data.db");
        leak(driver, "data.db");
    }

    static void leak(Driver driver, String file) throws SQLException {
        Connection connection = driver.connect("jdbc:sqlite:" + file, new Properties());
        Db.run(connection, "CREATE TABLE IF NOT EXISTS t (x)", "INSERT INTO t VALUES ('leaked')");
        Db.say("leaked " + file);
    }

    private static void useAndClose(Driver driver, String file) throws SQLException {
        try (Connection connection = driver.connect("jdbc:sqlite:" + file, new Properties())) {
            Db.run(
                    connection,
                    "CREATE TABLE IF NOT EXISTS t (x)",
                    "INSERT INTO t VALUES ('closed')");
            Db.say("closed " + file);
        }
    }
}
