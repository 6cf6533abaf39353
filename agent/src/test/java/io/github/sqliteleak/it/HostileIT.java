package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Hostile;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Classes of the application's that are made to break whoever asks them anything. */
class HostileIT {
    @TempDir Path folder;

    /** Up to Java 20, a thread that is made asks the one that makes it. */
    @EachJdk
    void followsWhoeverAnswersNothing(Jdk jdk) throws Exception {
        Path classes =
                Path.of(Hostile.class.getProtectionDomain().getCodeSource().getLocation().toURI());

        EndedJvm ended =
                ForkedJvm.in(folder, Hostile.class)
                        .on(jdk)
                        .jvmArguments("-Dhostile.classes=" + classes)
                        .agent("statement-stacks=on,held-warning=1ms")
                        .run()
                        .hasStatus(0);

        assertThat(ended.out()).isEqualTo("nothing in reach\ndone\n");
        Report report = ended.report().addsUp();
        assertThat(report.json().getObject("completeness").getBoolean("complete"))
                .as("%s", ended)
                .isTrue();
        assertThat(report.total("opened")).isEqualTo(13);
        assertThat(report.total("leaked")).isEqualTo(4);
        assertThat(report.total("lockTimeouts")).isEqualTo(2);
    }
}
