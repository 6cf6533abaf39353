package io.github.sqliteleak.junit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConnection;

/** Writes a database in memory into a file, for a look after a test that has failed. */
final class MemoryCopy {
    private static final int OK = 0;

    private MemoryCopy() {}

    /**
     * Says where it is, or why there is none.
     *
     * @param own whether the connection is the database: what it has not committed is committed,
     *     since SQLite copies no database with an open transaction
     */
    static void write(Connection source, boolean own, Class<?> testClass, Notice notice) {
        try {
            if (source.isClosed()) {
                notice.say(
                        "the database of the failed test is not kept: it was in memory, and the"
                                + " test has closed its connection");
                return;
            }
            Path folder = TempFolder.create("sqlite-test-" + testClass.getSimpleName() + '-');
            Path file = folder.resolve("test.db");
            int result = copy(source, file);
            if (result != OK && own) {
                commit(source);
                result = copy(source, file);
            }
            if (result == OK) {
                notice.say("the database of the failed test is kept: " + file);
            } else {
                notKept("SQLite's result code is " + result, notice);
            }
        } catch (SQLException | IOException e) {
            notKept(String.valueOf(e.getMessage()), notice);
        }
    }

    private static void notKept(String reason, Notice notice) {
        notice.say("the database of the failed test cannot be kept: " + reason);
    }

    private static int copy(Connection source, Path file) throws SQLException {
        return source.unwrap(SQLiteConnection.class)
                .getDatabase()
                .backup("main", file.toString(), null);
    }

    private static void commit(Connection source) throws SQLException {
        try (Statement statement = source.createStatement()) {
            statement.execute("COMMIT");
        }
    }
}
