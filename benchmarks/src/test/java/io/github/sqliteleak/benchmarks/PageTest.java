package io.github.sqliteleak.benchmarks;

import static io.github.sqliteleak.benchmarks.Comparison.forInformation;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Comparison RATIO =
            forInformation(new Side("no agent", () -> 0), new Side("agent", () -> 0), Scale.RATIO);

    @Test
    void hasTheTableAndAPlotOfEachSeries(@TempDir Path site) throws IOException {
        Path file = Files.createDirectory(site.resolve("markdown")).resolve("performance.md");

        Page.write(
                file,
                List.of("JDK: 17"),
                List.of(
                        Result.of("scan", RATIO, List.of(1e6), List.of(1.1e6)),
                        Result.of("depth/10", RATIO, List.of(1e4), List.of(1.1e4)),
                        Result.of("depth/60", RATIO, List.of(2e4), List.of(2.2e4))));

        assertThat(file)
                .content()
                .contains("- JDK: 17", "| `scan` |", "| `depth/60` |")
                .contains("](../resources/performance/depth.svg)")
                .doesNotContain("held.svg");
        assertThat(site.resolve("resources/performance/depth.svg"))
                .content()
                .contains("<svg", "<path");
    }
}
