package io.github.sqliteleak.benchmarks.workload;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database in WAL mode with a table of {@value #ROWS} rows. */
record WalFile(TemporaryFolder folder) {
    static final int ROWS = 1_000;

    static WalFile create() throws IOException, SQLException {
        WalFile file = new WalFile(TemporaryFolder.create());
        try (Connection connection = DriverManager.getConnection(file.url());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
            statement.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                            + ROWS
                            + ") INSERT INTO item SELECT i, 'item ' || i FROM n");
        }
        return file;
    }

    String url() {
        return "jdbc:sqlite:" + folder.path().resolve("items.db");
    }

    void delete() throws IOException {
        folder.close();
    }
}
