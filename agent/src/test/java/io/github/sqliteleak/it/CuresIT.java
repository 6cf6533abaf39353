package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Cures;
import io.github.sqliteleak.waits.LockCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of causes in {@code locking.md}: each happens, and its cure cures. */
class CuresIT {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| [^|]+ \\| [^|]+ \\|");

    @TempDir Path folder;

    @Test
    void hasARowForEachCause() throws IOException {
        List<String> rows =
                Files.readAllLines(Path.of("../src/site/markdown/locking.md")).stream()
                        .map(ROW::matcher)
                        .filter(row -> row.matches())
                        .map(row -> row.group(1))
                        .toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(causes());
    }

    /** One JVM for all. */
    @Test
    void happensAndIsGoneWithItsCure() {
        Jdk newest = Jdks.all().get(Jdks.all().size() - 1);
        List<String> causes = new ArrayList<>(causes());
        if (newest.feature() < 21) {
            causes.remove(LockCause.CARRIERS_BLOCKED.json());
        }
        EndedJvm ended =
                ForkedJvm.in(folder, Cures.class)
                        .on(newest)
                        .jvmArguments(
                                "-Djdk.virtualThreadScheduler.parallelism=1",
                                "-Djdk.virtualThreadScheduler.maxPoolSize=1")
                        .agent("exclude=*Cures#excluded,console=full")
                        .run()
                        .hasStatus(0);

        Map<String, JsonObject> failed = new LinkedHashMap<>();
        for (JsonObject wait : ended.report().lockWaits()) {
            if (wait.getInt("timedOut") > 0) {
                failed.put(wait.getString("cause"), wait);
            }
        }
        assertThat(failed).as("failures of %s", ended).hasSize(causes.size());
        for (String cause : causes) {
            JsonObject wait = failed.get(cause);
            assertThat(wait).as("%s in %s", cause, ended).isNotNull();
            assertThat(wait.getInt("timedOut")).as(cause).isEqualTo(1);
            if (!cause.equals(LockCause.SAME_CONNECTION.json())) {
                assertThat(wait.getString("database")).endsWith("/" + cause + ".db");
            }
            assertThat(ended.out()).containsPattern(cause + ".db: (failed|busy 1|1)\n");
            assertThat(ended.out()).containsPattern(cause + "-cured.db: (done|busy 0|2)\n");
        }
        assertThat(ended.out()).doesNotContain("the other failed");
    }

    private static List<String> causes() {
        return Arrays.stream(LockCause.values()).map(LockCause::json).toList();
    }
}
