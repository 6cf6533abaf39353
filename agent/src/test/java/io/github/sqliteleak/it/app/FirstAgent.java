package io.github.sqliteleak.it.app;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Another agent, which comes before and has to do with SQLite: {@code use} it, leave two
 * connections {@code idle}, only {@code load} one of the driver's classes, or {@code
 * isolated=JARS}, use a driver in a class loader of its own.
 */
public final class FirstAgent {
    private static final String ISOLATED = "isolated=";

    private static final List<Connection> OPEN = new ArrayList<>();

    private FirstAgent() {}

    public static void premain(String what) throws Exception {
        if (what.equals("use")) {
            DriverManager.getConnection("jdbc:sqlite::memory:").close();
        } else if (what.equals("idle")) {
            for (int i = 0; i < 2; i++) {
                OPEN.add(DriverManager.getConnection("jdbc:sqlite:first.db"));
                try (Statement statement = OPEN.get(i).createStatement()) {
                    statement.execute("PRAGMA user_version");
                }
            }
        } else if (what.equals("load")) {
            Class.forName(
                    "org.sqlite.core.CoreStatement", false, FirstAgent.class.getClassLoader());
        } else {
            useIsolated(what.substring(ISOLATED.length()).split(";"));
        }
    }

    private static void useIsolated(String... jars) throws Exception {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = Path.of(jars[i]).toUri().toURL();
        }
        URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        Driver driver = (Driver) loader.loadClass("org.sqlite.JDBC").getConstructor().newInstance();
        Connection connection = driver.connect("jdbc:sqlite::memory:", new Properties());
        connection.close();
    }
}
