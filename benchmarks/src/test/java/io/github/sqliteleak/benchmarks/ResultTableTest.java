package io.github.sqliteleak.benchmarks;

import static io.github.sqliteleak.benchmarks.Comparison.forInformation;
import static io.github.sqliteleak.benchmarks.Comparison.limited;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultTableTest {
    private static final Side BARE = new Side("no agent", () -> 0);
    private static final Side EMPTY = new Side("empty agent", () -> 0);
    private static final Side AGENT = new Side("agent", () -> 0);
    private static final Side PEER = new Side("datasource-proxy", () -> 0);

    @Test
    void alignsNamesLeftAndNumbersRight() {
        String table =
                ResultTable.render(
                        List.of(
                                Result.of(
                                        "start-up",
                                        limited(EMPTY, AGENT, Scale.DIFFERENCE, 10e6),
                                        List.of(60e6, 61e6, 62e6),
                                        List.of(59.5e6, 65e6, 110e6)),
                                Result.of(
                                        "start-up",
                                        forInformation(BARE, AGENT, Scale.DIFFERENCE),
                                        List.of(30e6, 31e6, 32e6),
                                        List.of(59.5e6, 65e6, 110e6)),
                                Result.of(
                                        "prepared-query",
                                        limited(BARE, AGENT, Scale.RATIO, 1.05),
                                        List.of(580.0),
                                        List.of(638.0)),
                                Result.of(
                                        "prepared-query",
                                        forInformation(BARE, PEER, Scale.RATIO),
                                        List.of(580.0),
                                        List.of(1_540.0))));

        assertThat(table)
                .isEqualToNormalizingNewlines(
                        """
                        benchmark       baseline      median  beside it          median  pair by pair     least      most     limit  verdict
                        start-up        empty agent  61.0 ms  agent             65.0 ms       +4.0 ms   -0.5 ms  +48.0 ms  +10.0 ms  met
                                        no agent     31.0 ms  agent             65.0 ms      +34.0 ms  +29.5 ms  +78.0 ms         -  information
                        prepared-query  no agent      580 ns  agent              638 ns         1.100     1.100     1.100     1.050  MISSED
                                        no agent      580 ns  datasource-proxy  1.54 us         2.655     2.655     2.655         -  information
                        """);
    }

    @Test
    void countsBytesAndTimes() {
        Result bytes =
                Result.of(
                        "heap",
                        forInformation(BARE, AGENT, Scale.BYTES),
                        List.of(1_000.0),
                        List.of(2_500.0));
        Result times =
                Result.of(
                        "gc",
                        limited(BARE, AGENT, Scale.TIMES, 1.1),
                        List.of(150.0),
                        List.of(180.0));

        assertThat(ResultTable.markdown(List.of(bytes, times)))
                .isEqualTo(
                        """
                        | benchmark | baseline | median | beside it | median | pair by pair | least | most | limit | verdict |
                        |---|---|---:|---|---:|---:|---:|---:|---:|---|
                        | `heap` | no agent | 1,000 B | agent | 2,500 B | +1,500 B | +1,500 B | +1,500 B | - | information |
                        | `gc` | no agent | 150 times | agent | 180 times | 1.200 | 1.200 | 1.200 | 1.100 | MISSED |
                        """);
    }

    @ParameterizedTest
    @CsvSource({"580, 580 ns", "1540, 1.54 us", "18503, 18.50 us", "361000000, 361.0 ms"})
    void showsTimesInAUnitThatFits(double nanos, String text) {
        assertThat(Scale.RATIO.measured(nanos)).isEqualTo(text);
    }
}
