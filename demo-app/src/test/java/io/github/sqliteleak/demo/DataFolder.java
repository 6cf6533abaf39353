package io.github.sqliteleak.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** What a day left behind. */
final class DataFolder {
    private DataFolder() {}

    static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int movements(Path database) throws SQLException {
        try (Connection connection = Database.at(database).getConnection()) {
            return new Inventory(connection).count("movements");
        }
    }
}
