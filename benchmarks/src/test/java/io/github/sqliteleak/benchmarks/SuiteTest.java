package io.github.sqliteleak.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteTest {
    private final Jvm jvm = new Jvm(Path.of("java"), "benchmarks.jar", null, Path.of("."));
    private final Suite suite = new Suite(Effort.QUICK, jvm, jvm, jvm);

    @Test
    void helpNamesEachBenchmark() {
        assertThat(CommandLine.HELP)
                .contains(suite.contests().stream().map(Suite::series).toList());
    }

    @Test
    void choosesByName() {
        assertThat(suite.contests(List.of("scan", "start-up")))
                .extracting(Contest::name)
                .containsExactly("start-up", "scan");
        assertThat(suite.contests(List.of())).hasSameSizeAs(suite.contests());
    }

    @Test
    void choosesAWholeSeriesByItsName() {
        assertThat(suite.contests(List.of("writers", "depth/10")))
                .extracting(Contest::name)
                .containsExactly("writers/1", "writers/2", "writers/4", "writers/8", "depth/10");
    }

    @Test
    void saysWhichBenchmarksThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> suite.contests(List.of("scan", "skan")))
                .withMessageStartingWith("no benchmark skan; there are start-up, ");
    }
}
