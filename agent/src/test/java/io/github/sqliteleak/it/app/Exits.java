package io.github.sqliteleak.it.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Programs that end in different ways. */
public final class Exits {
    private Exits() {}

    private static void leak() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        Db.run(connection, "CREATE TABLE IF NOT EXISTS leaked (x)");
    }

    /** A hook of the application closes the connection, when it is told to. */
    public static final class ClosedByHook {
        public static void main(String... args) throws SQLException {
            Connection connection = DriverManager.getConnection(Db.URL);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> closeWhenTold(connection)));
            Db.run(connection, "CREATE TABLE t (x)");
        }

        private static void closeWhenTold(Connection connection) {
            Db.say("in the hook");
            Db.hear();
            try {
                Db.run(connection, "INSERT INTO t VALUES (1)");
                connection.close();
                Db.say("closed");
            } catch (SQLException e) {
                Db.say(e.toString());
            }
        }
    }

    /** A hook of the application never ends. */
    public static final class HangingHook {
        public static void main(String... args) throws SQLException {
            leak();
            Runtime.getRuntime().addShutdownHook(new Thread(Db::hear, "hanging"));
        }
    }

    /** Replaces both streams, as test runners do. */
    public static final class StreamsReplaced {
        public static void main(String... args) throws SQLException {
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
            System.setErr(System.out);
            leak();
        }
    }

    public static final class ExitInMain {
        public static void main(String... args) throws SQLException {
            leak();
            System.exit(3);
        }
    }

    public static final class ExitInThread {
        public static void main(String... args) throws Exception {
            leak();
            Thread thread = new Thread(() -> System.exit(4), "exiting");
            thread.start();
            thread.join();
        }
    }

    public static final class Uncaught {
        public static void main(String... args) throws SQLException {
            leak();
            throw new IllegalStateException("by intent");
        }
    }

    /** Has leaked and waits for what comes. */
    public static final class Waiting {
        public static void main(String... args) throws SQLException {
            leak();
            Db.say("ready");
            Db.hear();
        }
    }

    /** Leaks only when it has an argument. */
    public static final class TemporaryFile {
        public static void main(String... args) throws SQLException, IOException {
            File file = new File("temporary");
            if (!file.createNewFile()) {
                throw new IOException("is there already");
            }
            file.deleteOnExit();
            try (Connection connection = DriverManager.getConnection(Db.URL)) {
                Db.run(connection, "CREATE TABLE t (x)");
            }
            if (args.length > 0) {
                leak();
            }
            System.exit(5);
        }
    }

    /** Ends without its hooks. */
    public static final class Halting {
        public static void main(String... args) throws SQLException {
            Connection connection = DriverManager.getConnection(Db.URL);
            Db.run(connection, "CREATE TABLE t (x)");
            Runtime.getRuntime().halt(6);
        }
    }
}
