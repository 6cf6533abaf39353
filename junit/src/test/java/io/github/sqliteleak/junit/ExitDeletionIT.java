package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.EndsTheJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that end in the midst of a test. */
class ExitDeletionIT {
    @TempDir Path folder;

    @Test
    void leavesNoDatabaseOfTestsThatNeverEnd() throws Exception {
        assertThat(endedIn(EndsTheJvm.Whole.class)).isEmptyDirectory();
    }

    @Test
    void keepsWhatIsOnlyToGoWhenTheTestHasPassed() throws Exception {
        assertThat(endedIn(EndsTheJvm.Kept.class))
                .isDirectoryRecursivelyContaining("regex:.*/test\\.db");
    }

    /** Returns the temp folder. */
    private Path endedIn(Class<?> tests) throws Exception {
        Path temp = Files.createDirectory(folder.resolve("temp"));
        Path natives = Files.createDirectory(folder.resolve("natives"));
        Fork.Started fork =
                Fork.in(folder, tests)
                        .agent("report=reports")
                        .jvm("-Djava.io.tmpdir=" + temp, "-Dorg.sqlite.tmpdir=" + natives)
                        .start();

        assertThat(fork.end()).isEmpty();
        assertThat(fork.read("err")).doesNotContain("cannot");
        return temp;
    }
}
