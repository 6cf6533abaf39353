package io.github.sqliteleak.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    @TempDir Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsWhichFilesThisProcessHasOpen() throws IOException, SQLException {
        Path open = folder.resolve("open.db");
        Path other = Files.createFile(folder.resolve("other.db"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + open)) {
            connection.createStatement().executeUpdate("create table t(x)");

            assertThat(OpenFiles.ofThisProcess())
                    .contains(OpenFiles.identity(open))
                    .doesNotContain(OpenFiles.identity(other));
        }
    }

    @Test
    void hasNoIdentityForAMissingFile() {
        assertThat(OpenFiles.identity(folder.resolve("missing"))).isNull();
    }
}
