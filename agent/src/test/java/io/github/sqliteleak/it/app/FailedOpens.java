package io.github.sqliteleak.it.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens that fail before, in and after the opening of the native handle. */
public final class FailedOpens {
    private FailedOpens() {}

    public static void main(String... args) throws Exception {
        Files.createDirectories(Path.of("folder.db"));
        Files.writeString(
                Path.of("text.db"), "this is no database, though it is long enough to be one");
        open("jdbc:sqlite:folder.db");
        open("jdbc:sqlite:missing/data.db");
        open("jdbc:sqlite:text.db?journal_mode=WAL");
        open("jdbc:sqlite:data.db?open_mode=1");
    }

    private static void open(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            Db.say("opened " + connection.isClosed());
        } catch (SQLException | IllegalArgumentException e) {
            Db.say("failed");
        }
    }
}
