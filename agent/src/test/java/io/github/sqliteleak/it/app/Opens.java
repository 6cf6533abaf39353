package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.sqlite.SQLiteJDBCLoader;

/** Programs that open connections at unusual moments or in unusual numbers. */
public final class Opens {
    private Opens() {}

    /** Daemon threads open and close until the very end. */
    public static final class Opening {
        private static final int THREADS = 4;
        private static final int OPENS = 500;

        public static void main(String... args) throws Exception {
            CountDownLatch opened = new CountDownLatch(OPENS);
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> openAndClose(opened));
                thread.setDaemon(true);
                thread.start();
            }
            opened.await();
        }

        private static void openAndClose(CountDownLatch opened) {
            while (true) {
                try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                    Db.run(connection, "CREATE TABLE t (x)");
                    opened.countDown();
                } catch (SQLException e) {
                    Db.say(e.toString());
                }
            }
        }
    }

    /** Leaks far more than a report shows. */
    public static final class Many {
        public static void main(String... args) throws SQLException {
            Db.make();
            for (int i = 0; i < 1_000; i++) {
                Connection connection = DriverManager.getConnection(Db.URL);
                Db.run(connection, "SELECT count(*) FROM t");
            }
        }
    }

    /** Opens its first connection when the JVM is ending already. */
    public static final class InHook {
        public static void main(String... args) {
            Runtime.getRuntime().addShutdownHook(new Thread(InHook::open));
        }

        private static void open() {
            try (Connection connection = DriverManager.getConnection(Db.URL)) {
                Db.say(Db.ask(connection, "SELECT 'in the hook'"));
            } catch (SQLException e) {
                Db.say(e.toString());
            }
        }
    }

    /** Opens its first connection in a thread that is interrupted. */
    public static final class Interrupted {
        public static void main(String... args) throws Exception {
            // While it looks for its native library, the driver itself forgets an interrupt.
            SQLiteJDBCLoader.initialize();
            Thread.currentThread().interrupt();
            try (Connection connection = DriverManager.getConnection(Db.URL)) {
                Db.say(Db.ask(connection, "SELECT 'open'"));
            }
            Db.say("interrupted: " + Thread.interrupted());
        }
    }
}
