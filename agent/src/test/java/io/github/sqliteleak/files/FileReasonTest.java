package io.github.sqliteleak.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exceptions are those of the file system itself, whose messages are names of files. */
class FileReasonTest {
    @TempDir Path folder;

    @Test
    void neverSaysTheNameOfTheFileOnly() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path below = file.resolve("below");

        assertThat(reason(() -> Files.createDirectories(file)))
                .isEqualTo("there is a file of that name");
        assertThat(reason(() -> Files.readString(folder.resolve("gone"))))
                .isEqualTo("no such file or folder");
        for (Path unusable : List.of(below, folder)) {
            assertThat(reason(() -> Files.writeString(unusable, "x")))
                    .isNotEmpty()
                    .doesNotContain(folder.toString(), "Exception");
        }
        assertThat(reason(() -> Files.delete(folder))).isEqualTo("the folder is not empty");
        assertThat(FileReason.of(new IOException())).isEqualTo("IOException");
        assertThat(FileReason.of(new IOException("no space"))).isEqualTo("no space");
    }

    private static String reason(ThrowingCallable call) {
        return FileReason.of(catchThrowableOfType(IOException.class, call));
    }
}
