package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Held;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** The logger of this application prints on standard output. */
    @Test
    void goesToTheLoggerOfTheApplicationAsWell() {
        List<Path> classPath = new ArrayList<>(Build.logback());
        classPath.add(Build.programs());
        classPath.add(Build.driver(Build.DRIVER));
        RunningJvm jvm =
                ForkedJvm.in(folder, Held.class)
                        .classPath(classPath.toArray(Path[]::new))
                        .agent("log=slf4j,held-warning=500ms")
                        .start();

        jvm.awaitError(OPEN).awaitOutput(OPEN).say("close");
        EndedJvm ended = jvm.awaitOutput(CLOSED).awaitLine("done").say("end").end().hasStatus(0);

        assertThat(ended.out())
                .containsPattern(
                        "\\[sqlite-leak-log\\] WARN +io\\.github\\.sqliteleak -- connection \\d+ to"
                                + " .*data\\.db is open but unused for ");
        assertThat(ended.err()).contains(OPEN).doesNotContain("cannot log", "SLF4J");
    }

    @Test
    void runsNoThreadWhenOff() {
        RunningJvm jvm = ForkedJvm.in(folder, Held.class).start();

        EndedJvm ended = jvm.awaitLine("holding").say("close").awaitLine("done").say("end").end();

        ended.hasNoLeak();
        assertThat(ended.out()).startsWith("holding\n").doesNotContain("sqlite-leak-held-watch");
    }
}
