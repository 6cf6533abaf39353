package it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
    private static final Queue<Connection> OPEN = new ConcurrentLinkedQueue<>();
    private static final CyclicBarrier ALL_OPEN = new CyclicBarrier(3);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void opensBesideOthers(int number) throws Exception {
        Connection connection = open(number);
        OPEN.add(connection);
        ALL_OPEN.await(30, TimeUnit.SECONDS);
        assertTrue(connection.isValid(1));
        connection.close();
    }

    private static Connection open(int number) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:target/" + number + ".db");
    }
}
