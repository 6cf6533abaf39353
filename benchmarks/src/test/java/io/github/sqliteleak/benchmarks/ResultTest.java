package io.github.sqliteleak.benchmarks;

import static io.github.sqliteleak.benchmarks.Comparison.forInformation;
import static io.github.sqliteleak.benchmarks.Comparison.limited;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.benchmarks.Result.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Side BASELINE = new Side("baseline", () -> 0);
    private static final Side OTHER = new Side("other", () -> 0);

    @Test
    void comparesTimesOfTheSameRound() {
        Comparison ratio = forInformation(BASELINE, OTHER, Scale.RATIO);

        Result result =
                Result.of("any", ratio, List.of(100.0, 10.0, 1000.0), List.of(110.0, 12.0, 1000.0));

        assertThat(result.baseline()).isEqualTo(100);
        assertThat(result.other()).isEqualTo(110);
        assertThat(result.median()).isEqualTo(1.1);
        assertThat(result.least()).isEqualTo(1.0);
        assertThat(result.most()).isEqualTo(1.2);
    }

    @Test
    void takesTheMiddleOfAnEvenNumberOfPairs() {
        Comparison difference = forInformation(BASELINE, OTHER, Scale.DIFFERENCE);

        Result result = Result.of("any", difference, List.of(10.0, 10.0), List.of(12.0, 18.0));

        assertThat(result.median()).isEqualTo(5);
        assertThat(result.other()).isEqualTo(15);
    }

    @Test
    void meetsALimitThatItReaches() {
        assertThat(of(1.05, 1.05).verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    void missesALimitThatItPasses() {
        assertThat(of(1.06, 1.05).verdict()).isEqualTo(Verdict.MISSED);
        assertThat(Result.anyMissed(List.of(of(1, 1.05), of(1.06, 1.05)))).isTrue();
    }

    @Test
    void neitherMeetsNorMissesWithoutALimit() {
        Comparison information = forInformation(BASELINE, OTHER, Scale.RATIO);
        Result result = Result.of("any", information, List.of(1.0), List.of(9.0));

        assertThat(result.verdict()).isEqualTo(Verdict.FOR_INFORMATION);
        assertThat(Result.anyMissed(List.of(result))).isFalse();
    }

    private static Result of(double ratio, double limit) {
        Comparison comparison = limited(BASELINE, OTHER, Scale.RATIO, limit);
        return Result.of("any", comparison, List.of(1.0), List.of(ratio));
    }
}
