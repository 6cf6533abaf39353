package io.github.sqliteleak.it.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** Connections that are used after somebody has closed them, and others that are not. */
public final class ClosedUses {
    private static Connection shared;

    private ClosedUses() {}

    /** Arguments: what to do, in order. */
    public static void main(String... args) throws Exception {
        for (String what : args) {
            switch (what) {
                case "other-thread" -> closedByAnotherThread();
                case "own-thread" -> closedByTheSame();
                default -> closedInOrder();
            }
        }
    }

    private static void closedByAnotherThread() throws Exception {
        open();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread reader = new Thread(() -> read(reading, closed), "reader");
        reader.start();
        reading.await();
        Thread closer = new Thread(ClosedUses::close, "closer");
        closer.start();
        closer.join();
        closed.countDown();
        reader.join();
    }

    private static void open() throws SQLException {
        shared = DriverManager.getConnection(Db.URL);
    }

    private static void close() {
        try {
            shared.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(CountDownLatch reading, CountDownLatch closed) {
        try (Statement statement = shared.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 'secret' UNION SELECT 2")) {
            rows.next();
            reading.countDown();
            closed.await();
            rows.next();
        } catch (SQLException e) {
            System.out.println("failed: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each way in which the driver says that a connection is closed. */
    private static void closedByTheSame() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT 3");
        connection.close();
        fails(() -> connection.prepareStatement("SELECT 1"));
        fails(() -> statement.executeQuery("SELECT 2"));
        fails(prepared::executeQuery);
    }

    private interface Call {
        Object call() throws SQLException;
    }

    private static void fails(Call call) {
        try {
            call.call();
        } catch (SQLException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }

    /**
     * With all that may be done to what is closed, and a statement that fails for other reasons.
     */
    private static void closedInOrder() throws SQLException {
        Connection connection = DriverManager.getConnection(Db.URL);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1");
        fails(() -> connection.prepareStatement("SELECT nothing"));
        connection.close();
        rows.close();
        statement.close();
        connection.close();
        if (!connection.isClosed() || connection.isValid(1)) {
            throw new IllegalStateException("open");
        }
    }
}
