package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Configured;
import io.github.sqliteleak.junit.TestDatabase.JournalMode;
import io.github.sqliteleak.junit.TestDatabase.Storage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases whose storage the run chooses, and databases without an annotation. */
class ConfiguredDatabasesTest {
    @BeforeEach
    void forget() {
        Configured.FILES.clear();
    }

    @Test
    void areFilesUnlessTheRunSaysOtherwise() {
        assertThat(Outcomes.of(Configured.Anywhere.class).counts())
                .containsOnlyKeys(Outcomes.PASSED);
        assertThat(Configured.FILES)
                .containsExactlyInAnyOrder(
                        "plain in a file", "journalled in a file", "always in a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEMORY", "shared_memory"})
    void areWhereTheRunSays(String storage) {
        String[] parameters = {"sqliteleak.test-database.storage", storage};

        assertThat(Outcomes.of(parameters, Configured.Anywhere.class).counts())
                .containsOnlyKeys(Outcomes.PASSED);
        assertThat(Configured.FILES)
                .containsExactlyInAnyOrder(
                        "plain in memory", "journalled in memory", "always in a file");
    }

    @Test
    void areFilesWhereATestWantsThePath() {
        String[] parameters = {"sqliteleak.test-database.storage", "SHARED_MEMORY"};

        assertThat(Outcomes.of(parameters, Configured.ByPath.class).counts())
                .containsOnlyKeys(Outcomes.PASSED);
        assertThat(Configured.FILES)
                .containsExactlyInAnyOrder("path in a file", "other in memory", "noPath in a file");
    }

    @Test
    void nameAStorageThatIsNone() {
        String[] parameters = {"sqliteleak.test-database.storage", "ramdisk"};

        assertThat(Outcomes.of(parameters, Configured.Anywhere.class).of("plain(Connection)"))
                .endsWith(
                        "sqliteleak.test-database.storage=ramdisk is not known; allowed: FILE,"
                                + " MEMORY, SHARED_MEMORY");
    }

    @Test
    void areGivenByAnExtensionOfTheTestOrOfTheClass() {
        assertThat(Outcomes.of(Configured.Registered.class).counts())
                .containsOnlyKeys(Outcomes.PASSED);
        assertThat(Configured.FILES).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void areMadeInCode(Storage storage) throws SQLException {
        Path file = null;
        Connection handedOut;
        try (SqliteTestDatabase database =
                SqliteTestDatabase.builder()
                        .storage(storage)
                        .script("/com/example/shop.sql")
                        .template()
                        .open()) {
            handedOut = database.connection();
            run(handedOut, "INSERT INTO item (id, name) VALUES (1, 'one')");
            assertThat(count(handedOut)).isEqualTo(1);
            if (storage != Storage.MEMORY) {
                try (Connection other = database.dataSource().getConnection()) {
                    assertThat(count(other)).isEqualTo(1);
                }
            }
            if (storage == Storage.FILE || storage == Storage.CONFIGURED) {
                file = database.path();
                assertThat(file).exists();
            }
        }
        assertThat(handedOut.isClosed()).isTrue();
        if (file != null) {
            assertThat(file.getParent()).doesNotExist();
        }
    }

    @Test
    void ofCodeNameWhatIsWrong() {
        SqliteTestDatabaseBuilder builder = SqliteTestDatabase.builder();

        assertThatThrownBy(() -> builder.script("none.sql").open())
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("\"none.sql\" is not on the class path")
                .hasMessageContaining(getClass().getName());
        assertThatThrownBy(
                        () ->
                                SqliteTestDatabase.builder()
                                        .storage(Storage.MEMORY)
                                        .journalMode(JournalMode.DELETE)
                                        .extension())
                .hasMessageContaining("cannot have journalMode = DELETE");
        assertThatThrownBy(SqliteTestDatabase.builder().extension()::url)
                .hasMessageContaining("only while its tests run");
    }

    @Test
    void inMemoryAreKeptAsFilesForAFailedTest() throws Exception {
        Map<String, Path> kept = new TreeMap<>();
        String told =
                standardError(
                        () ->
                                assertThat(Outcomes.of(Configured.Kept.class).counts())
                                        .containsEntry("on purpose", 3L)
                                        .containsEntry(Outcomes.PASSED, 1L));
        Matcher line =
                Pattern.compile("(\\w+)\\(Connection\\): the database of .* is kept: (.*)")
                        .matcher(told);
        while (line.find()) {
            kept.put(line.group(1), Path.of(line.group(2).strip()));
        }

        assertThat(kept).containsOnlyKeys("inPrivate", "shared");
        assertThat(items(kept.get("inPrivate"))).isEqualTo(2);
        assertThat(items(kept.get("shared"))).as("committed").isEqualTo(1);
        assertThat(told)
                .contains("closed(Connection): the database of the failed test is not kept");
        for (Path file : kept.values()) {
            Removal.of(file, List.of(), Removal.TIMEOUT).run();
            assertThat(Files.exists(file.getParent())).isFalse();
        }
    }

    private static int items(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return count(connection);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM item")) {
            return row.getInt(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String standardError(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
