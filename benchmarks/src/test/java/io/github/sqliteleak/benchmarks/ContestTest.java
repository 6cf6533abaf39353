package io.github.sqliteleak.benchmarks;

import static io.github.sqliteleak.benchmarks.Comparison.forInformation;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsItsSidesInTurnAndEachOnceARound() throws IOException, InterruptedException {
        Side bare = side("bare");
        Side agent = side("agent");
        Side peer = side("peer");
        Contest contest =
                new Contest(
                        "query",
                        2,
                        List.of(
                                forInformation(bare, agent, Scale.DIFFERENCE),
                                forInformation(bare, peer, Scale.DIFFERENCE)));

        List<Result> results = contest.run();

        assertThat(ran).containsExactly("bare", "agent", "peer", "bare", "agent", "peer");
        assertThat(results).extracting(Result::benchmark).containsExactly("query", "query");
        assertThat(results).extracting(Result::median).containsExactly(1.0, 2.0);
    }

    private Side side(String name) {
        return new Side(
                name,
                () -> {
                    ran.add(name);
                    return ran.size();
                });
    }
}
