package io.github.sqliteleak.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void cleanDayLeavesOnlyTheDatabases() {
        assertThat(run("--clean", "--data", folder.toString())).isZero();

        assertThat(DataFolder.files(folder)).containsExactly("archive.db", "inventory.db");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void cleanDayArchivesEveryMovement() throws SQLException {
        run("--clean", "--data", folder.toString());

        assertThat(DataFolder.movements(folder.resolve("inventory.db"))).isEqualTo(15);
        assertThat(DataFolder.movements(folder.resolve("archive.db"))).isEqualTo(15);
    }

    @Test
    void startsAfreshInAFolderUsedBefore() {
        run("--clean", "--data", folder.toString());
        String first = out.toString(UTF_8);
        out.reset();

        assertThat(run("--clean", "--data", folder.toString())).isZero();

        assertThat(out.toString(UTF_8)).isEqualTo(first).contains("15 movements archived");
    }

    @Test
    void printsTheFolderAndWhatToLookFor() {
        run("--clean", "--data", folder.toString());

        assertThat(out.toString(UTF_8).lines())
                .startsWith("Inventory demo, data in " + folder)
                .endsWith("What to look for: nothing, every connection was closed.");
    }

    @Test
    void refusesAnUnknownOption() {
        assertThat(run("--tidy")).isEqualTo(2);

        assertThat(err.toString(UTF_8).lines())
                .containsExactly(
                        "sqlite-leak-demo: unknown option --tidy,"
                                + " allowed are --clean, --scene NAME, --data FOLDER and --help");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void refusesDataWithoutAFolder() {
        assertThat(run("--data")).isEqualTo(2);

        assertThat(err.toString(UTF_8).lines())
                .containsExactly("sqlite-leak-demo: --data needs a FOLDER");
    }

    @Test
    void refusesAFileAsDataFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("data"));

        assertThat(run("--data", file.toString())).isEqualTo(2);

        assertThat(err.toString(UTF_8).lines())
                .containsExactly("sqlite-leak-demo: cannot make the data folder: " + file);
    }

    @Test
    void helpNamesEachOptionAndTouchesNoDatabase() {
        assertThat(run("--help", "--data", folder.toString())).isZero();

        assertThat(out.toString(UTF_8)).contains("--clean", "--data FOLDER", "--help");
        assertThat(DataFolder.files(folder)).isEmpty();
    }

    private int run(String... args) {
        return Demo.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
