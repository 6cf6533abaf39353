package io.github.sqliteleak.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFileTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        folder = folder.toRealPath();
        file = Files.createFile(folder.resolve("app data.db"));
    }

    @Test
    void knowsOneFileByAllItsNames() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
        Path folderLink = Files.createSymbolicLink(folder.resolve("sub"), folder);
        String escaped = file.toString().replace(" ", "%20");

        assertThat(
                        new String[] {
                            file.toString(),
                            folder + "/./x/../app data.db",
                            link.toString(),
                            folderLink.resolve("app data.db").toString(),
                            Path.of("").toAbsolutePath().relativize(file).toString(),
                            "file:" + escaped,
                            "file://" + escaped + "?mode=rw",
                            "file://localhost" + escaped + "#fragment",
                            "file:" + escaped + "?cache=private&mode=rwc",
                        })
                .allSatisfy(
                        name -> {
                            DatabaseFile database = DatabaseFile.of(name, 6);
                            assertThat(database).isEqualTo(DatabaseFile.of(file.toString(), 6));
                            assertThat(database.path()).isEqualTo(file);
                            assertThat(database.display()).isEqualTo(file.toString());
                        });
    }

    @Test
    void tellsTwoFilesApart() {
        assertThat(DatabaseFile.of(folder + "/a.db", 6))
                .isNotEqualTo(DatabaseFile.of(folder + "/b.db", 6));
    }

    @Test
    void resolvesTheFolderOfAFileThatIsGone() throws IOException {
        Path folderLink = Files.createSymbolicLink(folder.resolve("sub"), folder);

        assertThat(DatabaseFile.of(folderLink + "/gone.db", 6).path())
                .isEqualTo(folder.resolve("gone.db"));
    }

    @ParameterizedTest
    @CsvSource({
        ":memory:, 6, :memory:",
        "'', 6, '(temporary, no name)'",
        "file::memory:, 70, file::memory:?mode=memory",
        "file:one?mode=memory, 70, file:one?mode=memory",
        "file:one?mode=memory&cache=shared, 70, file:one?mode=memory&cache=shared",
        "file:one?cache=shared&mode=memory&key=secret, 70, file:one?mode=memory&cache=shared",
        "one.db, 134, one.db",
    })
    void saysHowADatabaseIsInMemory(String file, int flags, String display) {
        DatabaseFile database = DatabaseFile.of(file, flags);

        assertThat(database.path()).isNull();
        assertThat(database.display()).isEqualTo(display);
    }

    @Test
    void doesNotTakeAQuestionMarkInAPlainNameForAQuery() {
        DatabaseFile database = DatabaseFile.of(folder + "/what?mode=memory", 6);

        assertThat(database.path()).isEqualTo(folder.resolve("what?mode=memory"));
    }

    @Test
    void showsNoSecretOfAUri() {
        DatabaseFile database = DatabaseFile.of("file:" + folder + "/a.db?key=secret", 70);

        assertThat(database.display()).doesNotContain("secret");
        assertThat(database.parameter("key")).isEqualTo("secret");
    }

    @Test
    void showsNoSecretThatHasBecomePartOfTheName() {
        DatabaseFile database = DatabaseFile.of(folder + "/a.db?key=secret", 6);

        assertThat(database.display()).isEqualTo(folder + "/a.db?key=***");
        assertThat(database.path()).isEqualTo(folder.resolve("a.db?key=secret"));
        assertThat(database).isNotEqualTo(DatabaseFile.of(folder + "/a.db?key=other", 6));
    }

    @ParameterizedTest
    @CsvSource({"vfs, unix-none", "immutable, 1", "mode, ro", "nothing, "})
    void readsParametersOfAUri(String name, String value) {
        DatabaseFile database =
                DatabaseFile.of("file:x.db?vfs=unix-none&immutable=1&xmode=rw&mode=ro#mode=rw", 70);

        assertThat(database.parameter(name)).isEqualTo(value);
    }
}
