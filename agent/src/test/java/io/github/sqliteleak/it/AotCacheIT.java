package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sqliteleak.it.app.EarlyUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that an AOT cache loads before the agent is tracked like any other. */
class AotCacheIT {
    private static final int HAS_AOT_CACHE = 25;

    @TempDir Path folder;

    /** How a cache is made that a JVM with an agent does not refuse. */
    enum Training {
        WITH_THE_MODULE {
            @Override
            ForkedJvm in(ForkedJvm jvm) {
                return jvm.withoutAgent()
                        .jvmArguments("--add-modules", "java.instrument", "-XX:AOTCacheOutput=aot");
            }
        },
        WITH_THE_AGENT {
            @Override
            ForkedJvm in(ForkedJvm jvm) {
                return jvm.agent("report=training,console=off")
                        .jvmArguments("-XX:AOTCacheOutput=aot");
            }
        };

        abstract ForkedJvm in(ForkedJvm jvm);
    }

    @ParameterizedTest
    @EnumSource
    void tracksADriverThatIsInTheCache(Training training) throws IOException {
        train(training, "close");

        for (String use : List.of("close", "leak")) {
            EndedJvm ended = cached(use).run().hasStatus(0);

            assertThat(ended.out().strip()).as("output of %s", ended).isEqualTo(use);
            Report report = ended.report().addsUp();
            assertThat(report.total("opened")).isOne();
            assertThat(report.total("leaked")).isEqualTo(use.equals("leak") ? 1 : 0);
            assertThat(report.json().getArray("driver").getObject(0).getString("tracking"))
                    .isEqualTo("no-lock-waits");
            assertThat(report.json().getObject("completeness").getBoolean("complete")).isTrue();
            assertThat(check().status()).isEqualTo(use.equals("leak") ? 1 : 0);
            if (use.equals("leak")) {
                assertThat(report.leak().getString("site"))
                        .startsWith(EarlyUse.class.getName() + ".use(EarlyUse.java:");
                assertThat(report.connection().getString("forceClose")).isEqualTo("closed");
            }
            Files.delete(report.file());
        }
        leavesNothingOfAProgramThatNeverUsesTheDriver();
        doesNotForgetAProgramThatWasKilled();
    }

    private void leavesNothingOfAProgramThatNeverUsesTheDriver() throws IOException {
        EndedJvm ended = cached("nothing").run().hasStatus(0);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.reportFiles()).isEmpty();
    }

    private void doesNotForgetAProgramThatWasKilled() throws IOException {
        EndedJvm ended = cached("killed").run().hasStatus(0);

        assertThat(ended.reportFiles()).singleElement().asString().endsWith(".started.json");
        assertThat(check().status()).isEqualTo(3);
    }

    @Test
    void tracksADriverThatIsNotInTheCache() throws IOException {
        train(Training.WITH_THE_MODULE, "nothing");

        EndedJvm ended = cached("leak").run().hasStatus(0);

        assertThat(ended.report().addsUp().total("leaked")).isOne();
    }

    private void train(Training training, String use) throws IOException {
        EndedJvm ended = training.in(program(use)).run().hasStatus(0);
        assertThat(folder.resolve("aot")).as("the cache of %s", ended).isRegularFile();
    }

    private ForkedJvm cached(String use) throws IOException {
        return program(use).jvmArguments("-XX:AOTCache=aot");
    }

    /** A cache takes classes from jars only. */
    private ForkedJvm program(String use) throws IOException {
        Jdk jdk = Jdks.all().get(Jdks.all().size() - 1);
        assumeTrue(jdk.feature() >= HAS_AOT_CACHE, "AOT caches need a JDK 25; here is " + jdk);
        List<Path> jars = new ArrayList<>();
        jars.add(Jars.of(folder.resolve("programs.jar"), EarlyUse.class.getPackageName()));
        jars.add(Build.driver(Build.DRIVER));
        jars.addAll(Build.logging());
        return ForkedJvm.in(folder, EarlyUse.class)
                .on(jdk)
                .classPath(jars.toArray(Path[]::new))
                .arguments(use);
    }

    private EndedJvm check() {
        return ForkedJvm.in(folder, "io.github.sqliteleak.cli.Main")
                .withoutAgent()
                .classPath(Build.agentJar())
                .arguments("check", "sqlite-leaks")
                .run();
    }
}
