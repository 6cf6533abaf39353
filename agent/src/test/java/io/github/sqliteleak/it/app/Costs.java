package io.github.sqliteleak.it.app;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Prints what does not depend on the speed of the machine: the bytes that the calling thread takes
 * for an operation, and the objects of the agent's that an open connection keeps.
 */
public final class Costs {
    private static final String MEMORY = "jdbc:sqlite::memory:";
    private static final String OWN = "io.github.sqliteleak.";
    private static final int WARM_UP = 300;
    private static final int OPERATIONS = 200;
    private static final int OPEN = 200;

    private interface Operation {
        void run() throws SQLException;
    }

    private Costs() {}

    /**
     * Does what is asked for.
     *
     * @param args {@code nothing}; {@code one}, opens and closes a connection; {@code all}, prints
     *     the bytes and objects
     */
    public static void main(String... args) throws SQLException, JMException {
        if (args[0].equals("nothing")) {
            return;
        }
        if (args[0].equals("one")) {
            openAndClose();
            return;
        }
        try (Connection connection = DriverManager.getConnection(MEMORY);
                PreparedStatement query = connection.prepareStatement("SELECT ?")) {
            print("prepared-query-bytes", bytes(() -> run(query)));
            print("query-bytes", bytes(() -> query(connection)));
            print("transaction-bytes", bytes(() -> transaction(connection)));
        }
        print("open-close-bytes", bytes(Costs::openAndClose));
        keep();
    }

    private static void keep() throws SQLException, JMException {
        Usage before = Usage.now();
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < OPEN; i++) {
            open.add(DriverManager.getConnection(MEMORY));
        }
        Usage after = Usage.now();
        print("kept-objects", (after.objects - before.objects) / OPEN);
        print("kept-bytes", (after.bytes - before.bytes) / OPEN);
        for (Connection connection : open) {
            connection.close();
        }
    }

    private static void openAndClose() throws SQLException {
        DriverManager.getConnection(MEMORY).close();
    }

    private static void run(PreparedStatement query) throws SQLException {
        query.setInt(1, 1);
        try (ResultSet row = query.executeQuery()) {
            row.next();
        }
    }

    private static void query(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1")) {
            query.executeQuery().close();
        }
    }

    private static void transaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        query(connection);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static long bytes(Operation operation) throws SQLException {
        for (int i = 0; i < WARM_UP; i++) {
            operation.run();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < OPERATIONS; i++) {
            operation.run();
        }
        return (threads.getThreadAllocatedBytes(thread) - before) / OPERATIONS;
    }

    private static void print(String what, long number) {
        Db.say(what + ' ' + number);
    }

    /** What objects of the agent's classes take, as the JVM counts them after a collection. */
    private record Usage(long objects, long bytes) {
        static Usage now() throws JMException {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            Object histogram =
                    server.invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            long objects = 0;
            long bytes = 0;
            for (String line : histogram.toString().lines().toList()) {
                String[] columns = line.trim().split("\\s+");
                boolean own = columns.length >= 4 && columns[3].startsWith(OWN);
                if (own && !columns[3].startsWith(Costs.class.getPackageName())) {
                    objects += Long.parseLong(columns[1]);
                    bytes += Long.parseLong(columns[2]);
                }
            }
            return new Usage(objects, bytes);
        }
    }
}
