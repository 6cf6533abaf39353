package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.WholeSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The leak check without its annotation. */
class WholeSuiteIT {
    private static final String LEAK = "SQLite: 1 connection opened by this test was left open\n";

    @TempDir Path folder;

    @Test
    void isInForceForEachClassByOneParameter() {
        Fork.Started fork =
                fork(WholeSuite.Plain.class, WholeSuite.WithItsOwnPolicy.class)
                        .parameters(SqliteLeakCheckExtension.PARAMETER, "true")
                        .start();

        String out = fork.end();
        assertThat(out)
                .startsWith("FAILED leaksByName(): " + LEAK)
                .endsWith("\n4 tests, 1 failed\n");
        assertThat(fork.read("err")).doesNotContain("sqlite-leak-junit");
    }

    @Test
    void onlyWarnsOrIgnoresAsTheParametersSay() {
        Fork.Started fork =
                fork(WholeSuite.Plain.class)
                        .parameters(SqliteLeakCheckExtension.PARAMETER, "warn")
                        .start();
        Fork.Started ignoring =
                fork(WholeSuite.Plain.class)
                        .parameters(SqliteLeakCheckExtension.PARAMETER, "fail")
                        .parameters(
                                SqliteLeakCheckExtension.IGNORE,
                                "open:com.example.Nobody#*; any:com.example.WholeSuite*")
                        .start();
        Fork.Started wrong =
                fork(WholeSuite.Plain.class)
                        .parameters(SqliteLeakCheckExtension.PARAMETER, "maybe")
                        .start();

        // The parameter of a test wants what only the check can give, and it is in force.
        assertThat(fork.end()).isEqualTo("3 tests, 0 failed\n");
        assertThat(fork.read("err")).contains("leaksByName(): " + LEAK);
        assertThat(ignoring.end()).isEqualTo("3 tests, 0 failed\n");
        assertThat(waitFor(wrong)).isNotZero();
        assertThat(wrong.read("err"))
                .contains(
                        "sqliteleak.leak-check=maybe is not known; allowed: true, fail, warn,"
                                + " close, false");
    }

    @Test
    void isAnExtensionWithAnOrder() {
        String out = fork(WholeSuite.Registered.class, WholeSuite.WithItsOwnPolicy.class).run();

        assertThat(out).startsWith("FAILED leaks(): " + LEAK).endsWith("\n3 tests, 1 failed\n");
    }

    private Fork fork(Class<?>... classes) {
        return Fork.in(folder, classes).agent("console=off,report=reports");
    }

    private static int waitFor(Fork.Started fork) {
        try {
            return fork.process().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
