package io.github.sqliteleak.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunTest {
    @TempDir private Path root;

    @Test
    void readsTheConfigurationOfAnExecution() throws IOException {
        Module module = new Module(root, "a").with(TestRun.SUREFIRE, "test", "argLine", "-Xmx1g");

        assertThat(TestRun.of(module.project, TestRun.SUREFIRE))
                .containsExactly(
                        new TestRun(TestRun.SUREFIRE, "default-test", "-Xmx1g", null, null));
        assertThat(TestRun.of(module.project, TestRun.FAILSAFE)).isEmpty();
    }

    @Test
    void leavesOutGoalsThatRunNoTests() throws IOException {
        Module module = new Module(root, "a").with(TestRun.FAILSAFE, "verify", "argLine", "-ea");

        assertThat(TestRun.of(module.project, TestRun.FAILSAFE)).isEmpty();
    }

    @Test
    void takesTheOldNameOfNoFork() throws IOException {
        Module module = new Module(root, "a").with(TestRun.SUREFIRE, "test", "forkMode", "never");

        assertThat(TestRun.of(module.project, TestRun.SUREFIRE))
                .extracting(TestRun::forkCount)
                .containsExactly("0");
    }
}
