package io.github.sqliteleak.junit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A schema in a file that is not written to any more.
 *
 * @param file in SQLite's default journal mode, so that many can read it and leave nothing beside
 *     it
 */
record Template(Path file) {
    static Template make(Path file, DatabaseSpec spec, SchemaSource schema) throws Exception {
        TestDataSource dataSource = new TestDataSource("jdbc:sqlite:" + file + spec.query());
        try (Connection connection = dataSource.open()) {
            run(connection, "PRAGMA synchronous = OFF");
            schema.runScripts(connection);
        }
        if (spec.hasMigration()) {
            schema.runMigration(dataSource.url());
        }
        try (Connection connection = dataSource.open()) {
            run(connection, "PRAGMA journal_mode = DELETE");
        }
        return new Template(file);
    }

    private static void run(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(pragma);
        }
    }
}
