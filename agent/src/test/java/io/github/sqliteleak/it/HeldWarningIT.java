package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Held;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldWarningIT {
    private static final String OPEN = "is open but unused for ";
    private static final String CLOSED = "was closed after being held unused for ";

    @TempDir Path folder;

    /** The limit is longer than what a loaded machine needs from one statement to the next. */
    @SomeJdk
    void warnsOnceAndSaysWhenItWasClosed(Jdk jdk) {
        RunningJvm jvm = ForkedJvm.in(folder, Held.class).on(jdk).agent("held-warning=3s").start();

        jvm.awaitLine("holding").awaitError(OPEN).say("close");
        EndedJvm ended = jvm.awaitLine("done").awaitError(CLOSED).say("end").end().hasStatus(0);

        assertThat(ended.report().leaks()).isEmpty();
        assertThat(ended.err().lines()).filteredOn(line -> line.contains(OPEN)).hasSize(1);
        assertThat(ended.err().lines()).filteredOn(line -> line.contains(CLOSED)).hasSize(1);
        assertThat(ended.err())
                .containsPattern("connection \\d+ to .*data\\.db is open but unused for \\d+ m?s")
                .containsPattern("\n  opened at  .*\\.app\\.Held\\.work\\(Held\\.java:\\d+\\)\n")
                .containsPattern("\n  holds      a write transaction begun at .*Held\\.work\\(")
                .containsPattern("\n  thread     worker \\(RUNNABLE\\), now at\n    at java\\.")
                .containsPattern("\n    at io.github.sqliteleak.it.app.Db.hear\\(");
        assertThat(ended.out()).contains("sqlite-leak-held-watch\n");
    }

    @Test
    void runsNoThreadWhenOff() {
        RunningJvm jvm = ForkedJvm.in(folder, Held.class).start();

        EndedJvm ended = jvm.awaitLine("holding").say("close").awaitLine("done").say("end").end();

        ended.hasNoLeak();
        assertThat(ended.out()).startsWith("holding\n").doesNotContain("sqlite-leak-held-watch");
    }
}
