package io.github.sqliteleak.it.app;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import org.sqlite.Function;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Opens, uses and leaves open connections by threads, loaders, properties and exceptions of classes
 * that answer nothing.
 */
public final class Hostile {
    /** How the next question is answered. */
    private static volatile boolean recursing;

    private Hostile() {}

    /** Throws, or never comes back until the stack is full. */
    static RuntimeException no() {
        if (recursing) {
            return no();
        }
        return new Unspeakable();
    }

    public static void main(String... args) throws Exception {
        // Both ask for a context class loader, or make threads, in whoever opens the first one.
        DriverManager.getDriver(Db.URL);
        SQLiteJDBCLoader.initialize();
        for (boolean recurse : new boolean[] {false, true}) {
            recursing = recurse;
            Mute.of(Hostile::use).end();
            Mute.of(Hostile::leak).end();
            Mute.of(Hostile::openWithProperties).end();
            contend();
            if (!recurse) {
                // SQLite's native code has little stack left for a full one.
                throwInside();
            }
            ofLoader();
        }
        Db.say(new Reach().look());
        Db.say("done");
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection(Db.URL);
    }

    private static Void use() throws SQLException {
        try (Connection connection = open()) {
            Db.run(connection, "CREATE TABLE IF NOT EXISTS t (x)");
            Db.run(connection, "PRAGMA journal_mode=WAL", "INSERT INTO t VALUES (1), (2)");
            try (Statement statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT x FROM t")) {
                rows.next();
            }
        }
        return null;
    }

    private static Void leak() throws SQLException {
        Connection connection = open();
        connection.createStatement().executeQuery("SELECT x FROM t").next();
        return null;
    }

    private static Void openWithProperties() throws SQLException {
        Properties properties = new MuteProperties();
        properties.setProperty("busy_timeout", "100");
        DriverManager.getConnection(Db.URL, properties).close();
        return null;
    }

    /** A statement that waits for a lock, and fails; both by threads that answer nothing. */
    private static void contend() throws Exception {
        Mute waiter = Mute.of(Hostile::failOnLock);
        Mute.of(
                        () -> {
                            try (Connection holder = open()) {
                                Db.run(holder, "BEGIN IMMEDIATE");
                                waiter.end();
                            }
                            return null;
                        })
                .end();
    }

    private static Void failOnLock() throws SQLException {
        try (Connection waiter = open()) {
            Db.run(waiter, "PRAGMA busy_timeout = 30");
            Thread.currentThread().interrupt();
            Db.run(waiter, "BEGIN IMMEDIATE");
            throw new AssertionError("nobody has the lock");
        } catch (SQLException e) {
            return null;
        }
    }

    /** An exception of the application's that comes out of the driver. */
    private static void throwInside() throws Exception {
        try (Connection connection = open()) {
            Function.create(
                    connection,
                    "rude",
                    new Function() {
                        @Override
                        protected void xFunc() throws SQLException {
                            throw new MuteException();
                        }
                    });
            Db.run(connection, "SELECT rude()");
        } catch (SQLException | RuntimeException e) {
            // As without the agent.
        }
    }

    /** A class of a loader that answers nothing leaves a connection open. */
    private static void ofLoader() throws Exception {
        URL classes = Path.of(System.getProperty("hostile.classes")).toUri().toURL();
        MuteLoader loader = new MuteLoader(classes);
        Callable<?> leaking =
                (Callable<?>)
                        loader.loadClass(Leaking.class.getName())
                                .getDeclaredConstructor()
                                .newInstance();
        try {
            leaking.call();
        } catch (Throwable t) {
            Db.say("leaking: " + t.getClass() + List.of(t.getStackTrace()));
        }
    }

    /** Loaded by its own loader. */
    public static final class Leaking implements Callable<Void> {
        @Override
        public Void call() throws SQLException {
            DriverManager.getConnection(Db.URL);
            return null;
        }
    }

    /** Its message, its code and its stack are nobody's business. */
    private static final class MuteException extends SQLException {
        private static final long serialVersionUID = 1;

        @Override
        public int getErrorCode() {
            throw no();
        }

        @Override
        public String getMessage() {
            throw no();
        }

        @Override
        public String toString() {
            throw no();
        }
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            throw new IllegalStateException();
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }
    }

    private static class Mute extends Thread {
        private final Callable<Void> work;
        private volatile Throwable failure;

        Mute(Callable<Void> work) {
            super("");
            this.work = work;
        }

        static Mute of(Callable<Void> work) {
            // Loaded on a later Java, where the method is final, the class is refused.
            return Runtime.version().feature() < 19 ? new MuteOfEarlier(work) : new Mute(work);
        }

        void end() throws Exception {
            start();
            join();
            if (failure != null) {
                throw new Exception(
                        "the application's work failed: "
                                + failure.getClass()
                                + " at "
                                + List.of(failure.getStackTrace()));
            }
        }

        @Override
        public void run() {
            try {
                work.call();
            } catch (Throwable t) {
                failure = t;
            }
        }

        @Override
        public ClassLoader getContextClassLoader() {
            throw no();
        }

        @Override
        public void setContextClassLoader(ClassLoader loader) {
            throw no();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw no();
        }

        @Override
        public State getState() {
            throw no();
        }

        @Override
        public boolean isInterrupted() {
            throw no();
        }

        @Override
        public UncaughtExceptionHandler getUncaughtExceptionHandler() {
            throw no();
        }

        @Override
        public boolean equals(Object other) {
            throw no();
        }

        @Override
        public int hashCode() {
            throw no();
        }

        @Override
        public String toString() {
            throw no();
        }
    }

    private static final class MuteOfEarlier extends Mute {
        MuteOfEarlier(Callable<Void> work) {
            super(work);
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            throw no();
        }
    }

    private static final class MuteProperties extends Properties {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized boolean isEmpty() {
            throw no();
        }

        @Override
        public Set<Object> keySet() {
            throw no();
        }

        @Override
        public Collection<Object> values() {
            throw no();
        }

        @Override
        public Enumeration<Object> keys() {
            throw no();
        }

        @Override
        public Enumeration<?> propertyNames() {
            throw no();
        }

        @Override
        public Set<String> stringPropertyNames() {
            throw no();
        }

        @Override
        public synchronized boolean equals(Object other) {
            throw no();
        }

        @Override
        public synchronized int hashCode() {
            throw no();
        }

        @Override
        public synchronized String toString() {
            throw no();
        }

        @Override
        public synchronized Object clone() {
            throw no();
        }
    }

    private static final class MuteLoader extends URLClassLoader {
        private final boolean made;

        MuteLoader(URL classes) {
            super(new URL[] {classes}, Hostile.class.getClassLoader());
            made = true;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Leaking.class.getName())) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
            return super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try {
                Path folder = Path.of(getURLs()[0].toURI());
                byte[] bytes =
                        Files.readAllBytes(folder.resolve(name.replace('.', '/') + ".class"));
                return defineClass(name, bytes, 0, bytes.length);
            } catch (Exception e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public String getName() {
            // The constructor asks.
            if (made) {
                throw no();
            }
            return null;
        }

        @Override
        public URL getResource(String name) {
            throw no();
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            throw no();
        }

        @Override
        public boolean equals(Object other) {
            throw no();
        }

        @Override
        public int hashCode() {
            throw no();
        }

        @Override
        public String toString() {
            throw no();
        }
    }
}
