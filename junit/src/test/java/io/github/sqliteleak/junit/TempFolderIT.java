package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In JVMs of their own: the temp folder of a JVM is settled when it is first asked for. */
class TempFolderIT {
    @TempDir Path folder;

    @Test
    void saysWhatIsWrongWithTheTempFolder() throws IOException {
        Path missing = folder.resolve("missing");
        Path file = Files.createFile(folder.resolve("file"));

        assertFailsWith(missing, "it does not exist");
        assertFailsWith(file, "Not a directory");
    }

    @Test
    void usesTheTempFolder() throws IOException {
        Path existing = Files.createDirectory(folder.resolve("existing"));

        assertThat(run(existing)).isEqualTo("2 tests, 0 failed\n");
    }

    private void assertFailsWith(Path temp, String reason) {
        String failure =
                "no folder can be made in "
                        + temp
                        + " (java.io.tmpdir): "
                        + reason
                        + "; allowed: a folder that exists and can be written to\n";

        assertThat(run(temp))
                .contains(" cannot be made: " + failure)
                .endsWith("\n2 tests, 2 failed\n");
    }

    private String run(Path temp) {
        return Fork.in(folder, Databases.Journals.class).jvm("-Djava.io.tmpdir=" + temp).run();
    }
}
