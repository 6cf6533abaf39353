package io.github.sqliteleak.benchmarks.workload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens one connection to a file. */
public final class OneConnection {
    private OneConnection() {}

    /**
     * Opens it, and closes it again unless told to leak it.
     *
     * @param args the file, then {@code close} or {@code leak}
     */
    public static void main(String[] args) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
        if (args[1].equals("close")) {
            connection.close();
        }
    }
}
