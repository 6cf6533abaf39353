package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.HeldElsewhere;
import com.example.HeldHere;
import com.example.InUse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who is named when a test's database cannot be deleted. */
class HoldersIT {
    @TempDir Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesTheLineOfThisJvm() {
        String out = fork(HeldHere.class).agent("console=off").run();

        assertThat(LeakMessage.bare(out).replaceAll("/\\S+/(test|second).db", "/$1.db"))
                .isEqualTo(
                        """
                        FAILED anotherBesideIt(Path): cannot delete what is beside the test's database, it is kept until the JVM ends: /second.db
                          still open: opened at com.example.HeldHere.anotherBesideIt(HeldHere.java:0) by thread "main"
                          fix: close each connection to it before the test ends
                        FAILED attachedToOneThatStays(Path): cannot delete the test's database, it is kept until the JVM ends: /test.db
                          still open in this JVM, and none of its open connections was opened to it: one may have it attached, or other code has the file open
                          fix: close each connection to it before the test ends, or DETACH it
                        FAILED byAPool(DataSource): cannot delete the test's database, it is kept until the JVM ends: /test.db
                          still open: opened at com.zaxxer.hikari.pool.PoolBase.newConnection(PoolBase.java:0) by thread "pool:connection-adder", for pool HikariCP: close the pool
                          fix: close each connection to it before the test ends
                        FAILED byAUrl(String): cannot delete the test's database, it is kept until the JVM ends: /test.db
                          still open: opened at com.example.HeldHere.byAUrl(HeldHere.java:0) by thread "main"
                          fix: close each connection to it before the test ends
                        FAILED notByAConnection(Path): cannot delete the test's database, it is kept until the JVM ends: /test.db
                          still open in this JVM, and none of its open connections was opened to it: one may have it attached, or other code has the file open
                          fix: close each connection to it before the test ends, or DETACH it
                        5 tests, 5 failed
                        """);
        assertThat(kept(out).getParent()).as("gone with the JVM").doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhatWasHandedOutAndWhatCouldNotBeClosed() {
        String out = fork(InUse.ByCode.class).agent("console=off").run();

        assertThat(LeakMessage.bare(out))
                .contains("\n  still open: one that @TestDatabase handed out\n")
                .doesNotContain("RunTests.main");
        assertThat(
                        LeakMessage.bare(
                                fork(InUse.ByCodeOfALeak.class)
                                        .agent("console=off")
                                        .jvm("-Dstacks")
                                        .run()))
                .contains("cleanup:   NOT closed, timed out: still used by thread \"worker\"")
                .contains(
                        "\n"
                                + "  still open: opened at"
                                + " com.example.InUse$ByCodeOfALeak.leaks(InUse.java:0)");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesTheOtherProcess() {
        String out = fork(HeldElsewhere.class).run();

        assertThat(
                        out.replaceAll("/\\S+/test.db", "/test.db")
                                .replaceAll("pid \\d+ \\(\\S+", "pid 1 (/java"))
                .startsWith(
                        "FAILED byAnotherProcess(Path): cannot delete the test's database, it is"
                                + " kept until the JVM ends: /test.db\n"
                                + "  still open in another process: pid 1 (/java");
        assertThat(kept(out).getParent()).as("gone with the JVM").doesNotExist();
    }

    private Fork fork(Class<?> tests) {
        return Fork.in(folder, tests).jvm("-Djava.io.tmpdir=" + folder);
    }

    private static Path kept(String out) {
        String line = out.lines().findFirst().orElseThrow();
        return Path.of(line.substring(line.lastIndexOf(' ') + 1));
    }
}
