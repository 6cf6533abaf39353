package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The database {@code data.db} that the programs work with, seen when their JVM has ended. */
record DatabaseFiles(Path folder) {
    static DatabaseFiles in(Path folder) {
        return new DatabaseFiles(folder);
    }

    DatabaseFiles haveNoAuxiliaryFiles() {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.matches(".*-(wal|shm|journal)"));
        } catch (IOException e) {
            throw new AssertionError("cannot list " + folder, e);
        }
        return this;
    }

    /** Also fails when a transaction that was not committed has left something. */
    DatabaseFiles areIntact() {
        assertThat(ask("PRAGMA integrity_check")).containsExactly("ok");
        assertThat(ask("SELECT x FROM t WHERE x = 'uncommitted'")).isEmpty();
        return this;
    }

    List<String> ask(String sql) {
        String url = "jdbc:sqlite:" + folder.resolve("data.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
