package com.example;

import io.github.sqliteleak.junit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Another process has the database open, and ends with this one. */
public class HeldElsewhere {
    /** Opens the database, says so, and waits for the end of its input. */
    public static void main(String[] args) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE t (x)");
            System.out.write('\n');
            System.out.flush();
            while (System.in.read() >= 0) {
                statement.executeUpdate("INSERT INTO t VALUES (1)");
            }
        }
    }

    @Test
    void byAnotherProcess(@TestDatabase Path file) throws IOException {
        Process holder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                HeldElsewhere.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (holder.getInputStream().read() != '\n') {
            throw new AssertionError("the other process did not open " + file);
        }
    }
}
