package io.github.sqliteleak.it.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** Programs around which something breaks. */
public final class Faults {
    private static final List<Object> KEPT = new ArrayList<>();

    private Faults() {}

    private static Connection leak(String database) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        KEPT.add(connection);
        return connection;
    }

    /** Leaves each of its databases open and in a transaction, and its thread is interrupted. */
    public static final class Databases {
        public static void main(String... args) throws SQLException, IOException {
            Files.write(Path.of("corrupt.db"), new byte[8_192]);
            Files.writeString(Path.of("garbage.db"), "no database, but a text");
            Thread.currentThread().interrupt();
            for (String name : List.of("deleted", "moved", "replaced", "full")) {
                Connection connection = leak(name + ".db");
                Db.run(connection, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)");
                connection.setAutoCommit(false);
                Db.run(connection, "INSERT INTO t VALUES (2)");
            }
            Files.delete(Path.of("deleted.db"));
            Files.move(Path.of("moved.db"), Path.of("elsewhere.db"));
            Files.delete(Path.of("replaced.db"));
            Files.writeString(Path.of("replaced.db"), "somebody else's");
            fails(leak("corrupt.db"), "SELECT * FROM t");
            fails(leak("garbage.db"), "CREATE TABLE t (x)");
            fails(
                    (Connection) KEPT.get(3),
                    "PRAGMA max_page_count=1; INSERT INTO t VALUES (zeroblob(90000))");
            readOnly();
        }

        private static void readOnly() throws SQLException, IOException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:readonly.db")) {
                Db.run(connection, "PRAGMA journal_mode=WAL", "CREATE TABLE t (x)");
            }
            Connection open = leak("file:readonly.db?mode=ro");
            fails(open, "INSERT INTO t VALUES (1)");
            Db.ask(open, "SELECT count(*) FROM t");
        }

        private static void fails(Connection connection, String sql) {
            try {
                Db.run(connection, sql.split(";"));
                Db.say("did not fail: " + sql);
            } catch (SQLException e) {
                Db.say(e.getMessage());
            }
        }
    }

    /**
     * Hooks of the application open and close connections, wait for each other, and call {@code
     * System.exit}. Its report folder is removed meanwhile.
     */
    public static final class Hooks {
        public static void main(String... args) throws SQLException, IOException {
            leak("data.db");
            Object one = new Object();
            Object other = new Object();
            CountDownLatch both = new CountDownLatch(2);
            hook("deadlocked-1", () -> nested(one, other, both));
            hook("deadlocked-2", () -> nested(other, one, both));
            hook("exiting", () -> System.exit(9));
            hook("opening", Hooks::open);
            try (Stream<Path> files = Files.list(Path.of("sqlite-leaks"))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(Path.of("sqlite-leaks"));
        }

        private static void hook(String name, Runnable work) {
            Runtime.getRuntime().addShutdownHook(new Thread(work, name));
        }

        private static void nested(Object outer, Object inner, CountDownLatch both) {
            synchronized (outer) {
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException e) {
                    return;
                }
                synchronized (inner) {
                    Db.say("not reached");
                }
            }
        }

        private static void open() {
            try {
                for (int i = 0; i < 50; i++) {
                    try (Connection connection =
                            DriverManager.getConnection("jdbc:sqlite:hook.db")) {
                        Db.run(connection, "CREATE TABLE IF NOT EXISTS t (x)");
                    }
                }
                Db.say("opened and closed");
            } catch (SQLException e) {
                Db.say(e.toString());
            }
        }
    }

    /** Opens, writes and closes where the stack ends, at 50 depths, and where memory does. */
    public static final class Depths {
        private static int deepest;
        private static int written;

        public static void main(String... args) throws SQLException {
            work();
            Thread thread = new Thread(null, Depths::run, "deep", 512 * 1_024);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            memory();
            work();
            try (Connection connection = DriverManager.getConnection(Db.URL)) {
                String rows = Db.ask(connection, "SELECT count(*) FROM t");
                Db.say(Integer.parseInt(rows) >= written ? "all is there" : "rows are lost");
            }
        }

        private static void run() {
            try {
                deepest = 0;
                descend(Integer.MAX_VALUE);
            } catch (StackOverflowError | SQLException e) {
                Db.say("overflows");
            }
            int frames = deepest;
            Random random = new Random(14);
            for (int i = 0; i < 50; i++) {
                try {
                    descend(frames - random.nextInt(400));
                } catch (StackOverflowError | SQLException e) {
                    // In the driver, as without the agent.
                    continue;
                }
            }
        }

        private static void descend(int frames) throws SQLException {
            deepest++;
            if (frames > 0) {
                descend(frames - 1);
            } else {
                work();
            }
        }

        private static void memory() {
            List<byte[]> filled = new ArrayList<>();
            for (int size = 1 << 20; size > 16; size /= 2) {
                try {
                    while (true) {
                        filled.add(new byte[size]);
                        if (size < 1_024) {
                            work();
                        }
                    }
                } catch (OutOfMemoryError | SQLException e) {
                    // That is what was wanted.
                    continue;
                }
            }
            filled.clear();
        }

        private static void work() throws SQLException {
            try (Connection connection = DriverManager.getConnection(Db.URL)) {
                Db.run(connection, "CREATE TABLE IF NOT EXISTS t (x)", "INSERT INTO t VALUES (1)");
                written++;
            }
        }
    }
}
