package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Attaching;
import com.example.AttachingBeforeDatabases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfAttachmentIT {
    @TempDir Path folder;

    @Test
    void attachesTheAgentWhenItIsNotThere() {
        String out = withoutAgent().run();

        assertThat(LeakMessage.bare(out))
                .isEqualTo(
                        "FAILED leaks(): "
                                + LeakMessage.openedFrom("com.example.Attaching.leaks")
                                + "\n2 tests, 1 failed\n");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                AttachingBeforeDatabases.OnClass.class,
                AttachingBeforeDatabases.InBeforeAll.class,
                AttachingBeforeDatabases.OnMethod.class,
                AttachingBeforeDatabases.OnNested.class
            })
    void attachesTheAgentBeforeItsOwnDatabasesLoadTheDriver(Class<?> tests) {
        String out =
                Fork.in(folder, tests).parameters("sqliteleak.agent.options", "console=off").run();

        assertThat(out)
                .startsWith(
                        "FAILED leaks(): SQLite: 1 connection opened by this test was left open\n")
                .containsPattern("\n[12] tests?, 1 failed\n$");
    }

    @Test
    void attachesTheAgentWhenTheDriverIsLoadedAlready() {
        Fork.Started fork =
                Fork.in(folder, "load:org.sqlite.core.NativeDB", Attaching.class.getName()).start();

        assertThat(LeakMessage.bare(fork.end()))
                .isEqualTo(
                        "FAILED leaks(): "
                                + LeakMessage.openedFrom("com.example.Attaching.leaks")
                                + "\n2 tests, 1 failed\n");
        assertThat(fork.read("err")).doesNotContain("Exception", "ASSERTION", "failed to start");
    }

    @Test
    void saysWhatIsWrongWithItsOptions() {
        Fork.Started fork =
                Fork.in(folder, Attaching.class)
                        .parameters("sqliteleak.agent.options", "reprot=x")
                        .start();

        String out = fork.end();
        assertThat(out.lines().limit(3))
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .contains("it is not at work in this JVM: ", "reprot"));
        assertThat(out).endsWith("\n2 tests, 3 failed\n");
        assertThat(fork.read("err")).doesNotContain("Exception", "ASSERTION", "failed to start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading"})
    void namesTheOptionThatForbidsAttaching(String option) {
        assertFailsWith(
                withoutAgent().jvm(option).run(),
                "this JVM does not let it be attached, it was started with " + option);
    }

    @Test
    void saysSoWhenThereIsNoAgentOnTheClassPath() {
        List<String> others =
                Fork.ownClassPath().stream()
                        .filter(entry -> !entry.contains("sqlite-leak-agent"))
                        .toList();
        String out = withoutAgent().classPath(others).run();

        assertThat(out)
                .contains(
                        ": its jar is not on the class path, so it cannot be attached. Start the"
                                + " JVM with it, argLine:"
                                + " \"-javaagent:${settings.localRepository}/io/github/sqliteleak/sqlite-leak-agent/")
                .endsWith("2 tests, 3 failed\n");
    }

    private Fork withoutAgent() {
        return Fork.in(folder, Attaching.class)
                .parameters("sqliteleak.agent.options", "console=off");
    }

    private static void assertFailsWith(String out, String reason) {
        String line =
                "@SqliteLeakCheck needs the sqlite-leak agent, and it is not at work in this JVM: "
                        + reason
                        + ". Start the JVM with it, argLine: -javaagent:"
                        + Fork.agentJar()
                        + "\n";
        assertThat(out)
                .isEqualTo(
                        "FAILED Attaching: "
                                + line
                                + "FAILED closes(): "
                                + line
                                + "FAILED leaks(): "
                                + line
                                + "2 tests, 3 failed\n");
    }
}
