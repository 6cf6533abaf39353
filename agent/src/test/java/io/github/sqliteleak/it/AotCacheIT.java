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

/** A JVM whose AOT cache loads the driver before the agent never looks clean. */
class AotCacheIT {
    private static final int HAS_AOT_CACHE = 25;

    private static final String LINE =
            "sqlite-leak-agent: sqlite-jdbc "
                    + Build.DRIVER
                    + " is not tracked: it was loaded before the agent, by an AOT cache of the JVM"
                    + " or by another agent; start the JVM with -XX:AOTMode=off, or give -javaagent"
                    + " of this one first\n";

    private static final String UNSEEN =
            "this JVM had sqlite-jdbc "
                    + Build.DRIVER
                    + " loaded before the agent, so that no connection of it was seen";

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
    void saysThatItSawNoConnection(Training training) throws IOException {
        train(training, "close");

        for (String use : List.of("close", "leak")) {
            EndedJvm ended = cached(use).run().hasStatus(0);

            assertThat(ended.out().strip()).as("output of %s", ended).isEqualTo(use);
            assertThat(ended.err())
                    .as("messages of %s", ended)
                    .isEqualTo(
                            LINE
                                    + "sqlite-leak-agent: no connection seen.\n"
                                    + "  incomplete: "
                                    + UNSEEN
                                    + "\n");
            Report report = ended.report();
            assertThat(report.total("opened")).isZero();
            assertThat(report.total("failedOpens")).isZero();
            assertThat(report.json().getArray("driver").getObject(0).getString("tracking"))
                    .isEqualTo("none");
            assertThat(report.json().getObject("completeness").getArray("missing").getObject(0))
                    .containsEntry("what", "already-loaded");
            assertThat(check().status()).isEqualTo(3);
            Files.delete(report.file());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingOfAProgramThatNeverUsesTheDriver(Training training) throws IOException {
        train(training, "close");

        EndedJvm ended = cached("nothing").run().hasStatus(0);

        assertThat(ended.err()).isEqualTo(LINE);
        assertThat(folder.resolve("sqlite-leaks")).doesNotExist();
    }

    @Test
    void doesNotForgetAProgramThatWasKilled() throws IOException {
        train(Training.WITH_THE_MODULE, "close");

        EndedJvm ended = cached("killed").run().hasStatus(0);

        assertThat(ended.err()).isEqualTo(LINE);
        assertThat(ended.reportFiles()).singleElement().asString().endsWith(".started.json");
        assertThat(check().status()).isEqualTo(3);
    }

    @Test
    void tracksADriverThatIsNotInTheCache() throws IOException {
        train(Training.WITH_THE_MODULE, "nothing");

        EndedJvm ended = cached("leak").run().hasStatus(0);

        assertThat(ended.report().addsUp().total("leaked")).isOne();
    }

    @Test
    void doesWhatItsLineSays() throws IOException {
        train(Training.WITH_THE_MODULE, "close");

        EndedJvm ended = cached("leak").jvmArguments("-XX:AOTMode=off").run().hasStatus(0);

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
