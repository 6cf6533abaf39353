package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.InSpring;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Application contexts that Spring keeps for later classes. */
class SpringIT {
    @TempDir Path folder;

    @Test
    void keepsADatabaseAsLongAsTheContextsThatHaveIt() throws Exception {
        Path temp = Files.createDirectory(folder.resolve("temp"));
        Path natives = Files.createDirectory(folder.resolve("natives"));
        Fork.Started fork =
                Fork.in(
                                folder,
                                InSpring.ByBeans.class,
                                InSpring.AfterIt.class,
                                InSpring.First.class,
                                InSpring.Second.class,
                                InSpring.InMemory.class)
                        // Spring calls what Jupiter 5.8 does not have.
                        .classPath(OtherVersionsIT.classPath("junit-newer"))
                        .agent("report=reports,console=off")
                        .jvm("-Djava.io.tmpdir=" + temp, "-Dorg.sqlite.tmpdir=" + natives)
                        .start();

        assertThat(fork.end()).isEqualTo("5 tests, 0 failed\n");
        assertThat(temp).isEmptyDirectory();
        assertThat(CrowdIT.report(folder.resolve("reports")).getObject("totals").getInt("leaked"))
                .isZero();
        assertThat(fork.read("err")).doesNotContain("sqlite-leak-junit");
    }
}
