package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.Costs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fails when the agent comes to cost more, by what repeats from run to run. Times are in the
 * benchmarks. The interpreter makes each object that the code names; a compiler spares some.
 */
class CostsIT {
    private static final String OWN = "io.github.sqliteleak.";

    @TempDir Path folder;

    @Test
    void loadsFewClasses() throws IOException {
        assertThat(ownClasses("nothing")).as("no SQLite").isLessThanOrEqualTo(28);
        // 329, and some more where the JVM lives long enough for what the agent does from time to
        // time.
        assertThat(ownClasses("one")).as("one connection").isLessThanOrEqualTo(360);
    }

    private long ownClasses(String what) throws IOException {
        Path log = folder.resolve(what + ".txt");
        costs(what).jvmArguments("-Xlog:class+load:file=" + log).run().hasStatus(0);
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("] " + OWN))
                    .filter(line -> !line.contains(OWN + "it."))
                    .count();
        }
    }

    @Test
    void takesLittleForEachOperationAndEachConnection() {
        Map<String, Long> with = numbers(costs("all"));
        Map<String, Long> without = numbers(costs("all").withoutAgent());

        assertThat(more("prepared-query-bytes", with, without)).isZero();
        assertThat(more("query-bytes", with, without)).isLessThanOrEqualTo(72);
        // With the stack at which the transaction began.
        assertThat(more("transaction-bytes", with, without)).isLessThanOrEqualTo(2_100);
        // With the stacks of opening and closing.
        assertThat(more("open-close-bytes", with, without)).isLessThanOrEqualTo(2_700);
        assertThat(with.get("kept-objects")).isLessThanOrEqualTo(8);
        assertThat(with.get("kept-bytes")).isLessThanOrEqualTo(464);
    }

    private static long more(String what, Map<String, Long> with, Map<String, Long> without) {
        return with.get(what) - without.get(what);
    }

    private ForkedJvm costs(String what) {
        return ForkedJvm.in(folder, Costs.class).jvmArguments("-Xint").arguments(what);
    }

    private static Map<String, Long> numbers(ForkedJvm jvm) {
        return jvm.run()
                .hasStatus(0)
                .out()
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(part -> part[0], part -> Long.parseLong(part[1])));
    }
}
