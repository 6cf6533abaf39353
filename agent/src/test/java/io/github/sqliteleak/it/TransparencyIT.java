package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Clean;
import io.github.sqliteleak.it.app.Exits;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** An application that closes everything cannot tell that the agent is there. */
class TransparencyIT {
    @TempDir Path with;
    @TempDir Path without;

    @EachJdk
    void changesNeitherOutputNorStatus(Jdk jdk) {
        EndedJvm plain = ForkedJvm.in(without, Clean.class).on(jdk).withoutAgent().run();
        EndedJvm watched =
                ForkedJvm.in(with, Clean.class)
                        .on(jdk)
                        .agent("console=off,collected=close,statement-stacks=on,exit-code=23")
                        .run();

        assertThat(plain.hasStatus(7).out()).contains("inserted 10\n").contains("row 4\n");
        assertThat(watched.out()).isEqualTo(plain.out());
        assertThat(watched.status()).isEqualTo(plain.status());
        assertThat(watched.err()).isEqualTo(plain.err());
        assertThat(DatabaseFiles.in(with).ask("SELECT x FROM t"))
                .isEqualTo(DatabaseFiles.in(without).ask("SELECT x FROM t"));
    }

    @SomeJdk
    void changesNeitherOutputNorStatusOfUncaughtException(Jdk jdk) {
        EndedJvm plain = ForkedJvm.in(without, Exits.Uncaught.class).on(jdk).withoutAgent().run();
        EndedJvm watched =
                ForkedJvm.in(with, Exits.Uncaught.class).on(jdk).agent("console=off").run();

        assertThat(watched.out()).isEqualTo(plain.out());
        assertThat(watched.err()).isEqualTo(plain.err());
        assertThat(watched.status()).isEqualTo(plain.status());
    }
}
