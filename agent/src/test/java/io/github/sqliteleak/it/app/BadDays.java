package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Programs that leak where little works any more. */
public final class BadDays {
    /** What a program keeps to its end. */
    private static final List<Object> KEPT = new ArrayList<>();

    private BadDays() {}

    private static Connection leak() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        KEPT.add(connection);
        return connection;
    }

    /** Fills standard error until nobody can write to it, and gives the agent much to print. */
    public static final class ErrorsFull {
        private static final String PRINTING = "java.io.PrintStream";

        public static void main(String... args) throws SQLException {
            Thread filling = new Thread(ErrorsFull::fill, "filling");
            filling.setDaemon(true);
            filling.start();
            Connection connection = leak();
            Db.run(connection, "CREATE TABLE t (x)");
            connection.setAutoCommit(false);
            Db.run(connection, "INSERT INTO t VALUES (1)");
            try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                Db.run(memory, "PRAGMA journal_mode=WAL");
            }
            while (!isPrinting("filling") || !isPrinting("sqlite-leak-")) {
                Thread.onSpinWait();
            }
            Db.say("full");
        }

        private static void fill() {
            while (true) {
                System.err.println("a line that nobody reads");
            }
        }

        private static boolean isPrinting(String name) {
            return Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> thread.getKey().getName().startsWith(name))
                    .anyMatch(
                            thread ->
                                    List.of(thread.getValue()).stream()
                                            .anyMatch(f -> f.getClassName().equals(PRINTING)));
        }
    }

    /** As many connections as are asked for. */
    public static final class Many {
        public static void main(String... args) throws SQLException {
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                leak();
            }
        }
    }

    /** Leaves little memory to the end of the JVM: as much as is asked for, in kilobytes. */
    public static final class LittleMemory {
        public static void main(String... args) throws SQLException {
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                leak();
            }
            KEPT.add(new byte[Integer.parseInt(args[1]) * 1_024]);
            for (int size = 1 << 18; size > 0; size /= 2) {
                fill(size);
            }
            KEPT.remove(Integer.parseInt(args[0]));
        }

        private static void fill(int size) {
            try {
                while (true) {
                    Object[] next = new Object[size];
                    next[0] = KEPT.get(0);
                    KEPT.set(0, next);
                }
            } catch (OutOfMemoryError e) {
                // That is what was wanted.
                return;
            }
        }
    }

    /** Opens in a thread with a name that no encoding has. */
    public static final class OddName {
        public static void main(String... args) throws InterruptedException {
            Thread thread = new Thread(OddName::open, "worker \ud800 of \u2603");
            thread.start();
            thread.join();
        }

        private static void open() {
            try {
                Db.run(leak(), "CREATE TABLE t (x)", "SELECT '\udc00'");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
