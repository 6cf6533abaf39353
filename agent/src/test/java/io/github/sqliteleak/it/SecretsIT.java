package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Secrets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"masked", "full", "off"})
    void showsNoSecret(String sql) {
        EndedJvm jvm =
                ForkedJvm.in(folder, Secrets.class)
                        .agent("console=full,held-warning=1ms,statement-stacks=on,sql=" + sql)
                        .run()
                        .hasStatus(0);

        assertThat(jvm.out()).endsWith("done\n").doesNotContain("hunter2");
        assertThat(jvm.err()).contains("7 connections leaked").doesNotContain("hunter2");
        assertThat(jvm.report().addsUp().text()).contains("password=***").doesNotContain("hunter2");
    }
}
