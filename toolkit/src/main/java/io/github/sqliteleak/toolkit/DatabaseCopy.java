package io.github.sqliteleak.toolkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteConnection;

/** Copies a database while it is in use. */
final class DatabaseCopy {
    private static final int OK = 0;

    private DatabaseCopy() {}

    /**
     * @param target must not exist, or be empty
     * @param inMemory whether what is copied is in memory: VACUUM INTO would make a copy there, too
     */
    static void write(Connection reader, Path target, boolean inMemory) throws SQLException {
        try {
            if (inMemory) {
                backup(reader, target);
            } else {
                vacuumInto(reader, target);
            }
        } catch (SQLException e) {
            throw NamedFailure.of(target, e);
        }
    }

    private static void vacuumInto(Connection reader, Path target) throws SQLException {
        try (PreparedStatement copy = reader.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, target.toString());
            copy.execute();
        }
    }

    private static void backup(Connection reader, Path target) throws SQLException {
        if (WalFiles.bytes(target) > 0) {
            throw new SQLException("output file already exists");
        }
        int result =
                reader.unwrap(SQLiteConnection.class)
                        .getDatabase()
                        .backup("main", target.toString(), null);
        if (result != OK) {
            throw new SQLException(
                    "the copy failed with SQLite's result code " + result, null, result);
        }
    }
}
