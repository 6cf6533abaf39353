package io.github.sqliteleak.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.cli.Main;
import io.github.sqliteleak.it.app.Clean;
import io.github.sqliteleak.it.app.Injector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.jar.asm.ClassWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Methods of the agent fail at random: the application does not notice, and nobody calls such a run
 * complete. By {@code -Dfailures.runs=200} only, which takes some minutes.
 */
@EnabledIfSystemProperty(named = "failures.runs", matches = "\\d+")
class FailuresIT {
    private static final int RUNS = Integer.getInteger("failures.runs", 1);

    /** One of so many calls fails: where it is one of a few, the agent does not even start. */
    private static final int[] EVERY = {20, 100, 300, 1_000, 2_000, 4_000};

    @TempDir Path folder;

    @Test
    void neitherDisturbsTheApplicationNorCallsItselfComplete() throws Exception {
        Path first = Jars.agent(folder.resolve("first.jar"), Injector.class);
        EndedJvm without =
                ForkedJvm.in(Files.createDirectory(folder.resolve("0")), Clean.class)
                        .withoutAgent()
                        .run();
        long injected = 0;
        for (int run = 1; run <= RUNS; run++) {
            Path own = Files.createDirectory(folder.resolve(Integer.toString(run)));
            EndedJvm ended =
                    ForkedJvm.in(own, Clean.class)
                            .on(Jdks.all().get(run % Jdks.all().size()))
                            .alsoOnClassPath(asm())
                            .jvmArguments(
                                    "-javaagent:"
                                            + first
                                            + '='
                                            + run
                                            + '-'
                                            + EVERY[run % EVERY.length])
                            .run();
            long failures = failures(own);
            injected += failures;
            String which = "run " + run + ", " + failures + " failures: " + ended.err();
            System.err.println(which.lines().findFirst().orElse("") + " " + ended.status());
            assertThat(ended.out()).as(which).isEqualTo(without.out());
            ended.hasStatus(without.status());
            String check = check(own);
            assertThat(check).as(which).startsWith(failures > 0 ? "3 " : "0 ");
        }
        System.err.println(injected + " failures in " + RUNS + " runs");
    }

    private static long failures(Path folder) throws IOException {
        Path count = folder.resolve("injected");
        return Files.exists(count) ? Files.size(count) : 0;
    }

    private static Path asm() throws URISyntaxException {
        return Path.of(
                ClassWriter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** The status, and all that is said. */
    private static String check(Path folder) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, UTF_8);
        int status = Main.run(stream, stream, folder, "check");
        return status + " " + said.toString(UTF_8);
    }
}
