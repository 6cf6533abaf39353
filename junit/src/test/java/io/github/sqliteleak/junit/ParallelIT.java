package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Parallel;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
@Execution(ExecutionMode.SAME_THREAD)
class ParallelIT {
    @Test
    void failsEachTestThatLeaksAndNoOther() {
        Map<String, String> outcomes =
                Outcomes.of(Outcomes.PARALLEL, Parallel.SomeLeak.class, Parallel.NoneLeak.class)
                        .byName();

        for (int round = 1; round <= 300; round++) {
            String outcome = outcomes.get(String.valueOf(round));
            if (round % 3 == 0) {
                assertThat(outcome)
                        .as("round %s", round)
                        .startsWith("SQLite: 1 connection opened by this test was left open\n");
            } else {
                assertThat(outcome).as("round %s", round).isEqualTo(Outcomes.PASSED);
            }
        }
        assertThat(outcomes)
                .allSatisfy(
                        (name, outcome) -> {
                            if (name.startsWith("repetition")) {
                                assertThat(outcome).isEqualTo(Outcomes.PASSED);
                            }
                        });
    }

    @Test
    void chargesNoTestWithWhatASharedThreadOpened() throws SQLException {
        Outcomes outcomes = Outcomes.of(Outcomes.PARALLEL, Parallel.SharedExecutor.class);

        assertThat(outcomes.byName())
                .containsOnly(
                        Map.entry("makesIt()", Outcomes.PASSED),
                        Map.entry("usesItForItself()", Outcomes.PASSED));
        assertThat(Parallel.SharedExecutor.LEFT).hasSize(1);
        try (Connection left = Parallel.SharedExecutor.LEFT.get(0)) {
            assertThat(left.isClosed()).isFalse();
        }
    }
}
