package io.github.sqliteleak.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AttachmentTest {
    @Test
    void refusesAProcessThatIsNotThere() {
        assertRefused(Integer.MAX_VALUE, "there is no such process");
    }

    @Test
    void refusesItself() {
        assertRefused(ProcessHandle.current().pid(), "that is this command itself");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesAProcessAloneThatIsNoJvm() throws IOException {
        Process process = new ProcessBuilder("sleep", "60").start();
        try {
            assertRefused(process.pid(), "it is no JVM but sleep");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** As the first process of a container may do, for whoever is not root. */
    @Test
    void leavesAProcessAloneThatHidesWhatItIsAndThatTheQuestionWouldEnd(@TempDir Path proc)
            throws IOException {
        Path process = Files.createDirectory(proc.resolve("7"));
        Path status = process.resolve("status");
        TargetProcess target = new TargetProcess(7, proc);

        Files.writeString(status, "SigIgn:\t0000000000000000\nSigCgt:\t00000000000004e8\n");
        assertThat(target.isJvm()).isFalse();
        Files.writeString(status, "SigIgn:\t0000000000000000\nSigCgt:\t2000000181005ccf\n");
        assertThat(target.isJvm()).as("as of a JVM").isNull();
    }

    @Test
    void readsWhatItHasAsked() {
        Request request = new Request(Request.Kind.ATTACH, "report=a:b,console=off");

        assertThat(Request.read(request.text())).isEqualTo(request);
        assertThat(Request.read("report=x")).isNull();
        assertThat(Request.read(null)).isNull();
    }

    private static void assertRefused(long pid, String why) {
        assertThatThrownBy(() -> new Attachment(pid).ask("request"))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("cannot attach to " + pid + ": " + why);
    }
}
