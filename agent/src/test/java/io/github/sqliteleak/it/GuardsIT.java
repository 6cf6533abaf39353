package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.HookCrowd;
import io.github.sqliteleak.it.app.TurnedOff;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of what the agent does or fails to do is thrown into the application. */
class GuardsIT {
    @TempDir Path folder;

    @SomeJdk
    void looksForTheRecordersHookWhileOthersAreAdded(Jdk jdk) {
        EndedJvm ended =
                ForkedJvm.in(folder, HookCrowd.class)
                        .on(jdk)
                        .jvmArguments("-Xlog:jfr*=off")
                        .run()
                        .hasStatus(0);

        assertThat(ended.out()).isEqualTo("recording\n");
        ended.hasNoLeak();
    }

    @SomeJdk
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void leavesWaitingToSqliteWhenItHasTurnedItselfOff(Jdk jdk) {
        EndedJvm ended = ForkedJvm.in(folder, TurnedOff.class).on(jdk).run().hasStatus(0);

        assertThat(ended.out())
                .as("output of %s", ended)
                .isEqualTo(
                        """
                        timeout 300
                        before it is set: 5 in time
                        timeout 600
                        after it is set: 5 in time
                        freed: done
                        """);
        assertThat(ended.err()).contains("tracking is off after 100 internal errors");
        assertThat(ended.report().lockWaits()).isEmpty();
    }
}
