package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.it.app.KnownHolders;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who is named among eight writers of which it is known when each had the lock. By {@code
 * -Dholders.seconds=30} only.
 */
@EnabledIfSystemProperty(named = "holders.seconds", matches = "\\d+")
class KnownHoldersIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"WAL", "DELETE"})
    void namesNobodyWrongAndWhoHadItAtTheEndFirst(String journal) {
        EndedJvm ended =
                ForkedJvm.in(folder, KnownHolders.class)
                        .agent("console=off")
                        .arguments(journal, System.getProperty("holders.seconds"))
                        .run()
                        .hasStatus(0);

        System.err.println(journal + ": " + ended.out().replace('\n', ' '));
        Map<String, Integer> figures =
                ended.out()
                        .lines()
                        .map(line -> line.split(" "))
                        .collect(
                                Collectors.toMap(
                                        each -> each[0], each -> Integer.valueOf(each[1])));
        assertThat(figures.get("wrong")).isZero();
        assertThat(figures.get("sure-at-the-end")).as("time-outs judged").isPositive();
        assertThat(figures.get("named-first-percent")).isGreaterThanOrEqualTo(95);
        assertThat(figures.get("long-waits")).isPositive();
        assertThat(figures.get("seen-percent")).isGreaterThanOrEqualTo(95);
    }
}
