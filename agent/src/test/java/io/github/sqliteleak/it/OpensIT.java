package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Opens;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpensIT {
    @TempDir Path folder;

    @SomeJdk
    void addsUpWhileThreadsGoOnOpening(Jdk jdk) {
        Report report = run(jdk, Opens.Opening.class).hasStatus(0).report().addsUp();

        assertThat(report.total("opened")).isGreaterThanOrEqualTo(500);
    }

    @Test
    void countsAllOfGroupAndShowsTwenty() {
        EndedJvm jvm = run(Jdks.running(), Opens.Many.class).hasStatus(0);

        Report report = jvm.report().addsUp();
        assertThat(report.leak().getInt("count")).isEqualTo(1_000);
        assertThat(report.leak().getArray("connections")).hasSize(20);
        assertThat(report.total("peakOpen")).isEqualTo(1_000);
        assertThat(jvm.err()).contains("1000 connections leaked at 1 site");
        DatabaseFiles.in(folder).haveNoAuxiliaryFiles().areIntact();
    }

    @SomeJdk
    void saysThatItComesTooLateForHook(Jdk jdk) {
        EndedJvm jvm = run(jdk, Opens.InHook.class).hasStatus(0);

        assertThat(jvm.err())
                .isEqualTo(
                        "sqlite-leak-agent: the first connection was opened while the JVM was"
                                + " shutting down: no report\n");
        assertThat(folder.resolve("sqlite-leaks")).doesNotExist();
        assertThat(jvm.out()).isEqualTo("in the hook\n");
    }

    @SomeJdk
    void leavesThreadInterrupted(Jdk jdk) {
        EndedJvm jvm = run(jdk, Opens.Interrupted.class);

        assertThat(jvm.hasNoLeak().total("opened")).isOne();
        assertThat(jvm.out()).isEqualTo("open\ninterrupted: true\n");
    }

    private EndedJvm run(Jdk jdk, Class<?> main) {
        return ForkedJvm.in(folder, main).on(jdk).run();
    }
}
