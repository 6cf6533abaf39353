package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQLite takes a value in many spellings, and answers in one. */
class SettingsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "busy_timeout, '5000', 5000",
                "busy_timeout, +5000, 5000",
                "busy_timeout, 0x10, 16",
                "busy_timeout, -1, 0",
                "application_id, 0x1234, 4660",
                "application_id, +7, 7",
                "user_version, 007, 7",
                "cache_size, -2000.0, -2000",
                "encoding, 'UTF-16', UTF-16le",
                "encoding, UTF16, UTF-16le",
                "encoding, 'utf-8', UTF-8",
                "foreign_keys, 7, 1",
                "foreign_keys, 'yes', 1",
                "journal_mode, 'Wal', wal",
                "synchronous, 'normal', 1",
                "mmap_size, +4096, 4096"
            })
    void aSettingInForceIsNotRefused(String name, String value, String inForce)
            throws SQLException {
        try (SqliteDatabase database = SqliteDatabase.builder(file()).setting(name, value).open();
                Connection writer = database.writer(Duration.ofSeconds(1))) {
            // A tool's busy handler in Java makes SQLite answer 0.
            assertThat(Sql.value(writer, "PRAGMA " + name)).isIn(inForce, "0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "busy_timeout, abc",
        "busy_timeout, 5000.7",
        "busy_timeout, 99999999999",
        "cache_size, 1e3",
        "synchronous, 9",
        "application_id, 4294967295",
        "no_such_setting, 1"
    })
    void whatIsNotInForceIsRefusedWithTheFile(String name, String value) {
        assertThatThrownBy(() -> SqliteDatabase.builder(file()).setting(name, value).open())
                .isInstanceOf(SettingRefusedException.class)
                .hasMessageContaining(name + " = " + value)
                .hasMessageContaining(file().toString());
    }

    @Test
    void openingNamesTheFile() {
        Path missing = folder.resolve("missing").resolve("data.db");
        assertThatThrownBy(() -> SqliteDatabase.open(missing))
                .isInstanceOf(org.sqlite.SQLiteException.class)
                .hasMessageContaining("SQLITE_CANTOPEN")
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> SqliteDatabase.open(folder))
                .hasMessageContaining(folder.toString());
    }

    private Path file() {
        return folder.resolve("data.db");
    }
}
