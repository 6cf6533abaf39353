package io.github.sqliteleak.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Leaking;
import com.example.Parallel;
import com.grack.nanojson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent's report says of tests that left connections open. */
class ReportIT {
    @TempDir Path folder;

    @Test
    void countsEachLeakOnceAndNamesItsTest() throws Exception {
        Fork.in(folder, Leaking.InTests.class).agent("console=off,report=reports").run();

        JsonObject report = CrowdIT.report(folder.resolve("reports"));
        JsonObject totals = report.getObject("totals");
        assertThat(totals.getInt("leaked")).isEqualTo(9);
        assertThat(totals.getInt("opened")).isEqualTo(totals.getInt("closed") + 9);
        List<String> tests = new ArrayList<>();
        int grouped = 0;
        for (Object each : report.getArray("leaks")) {
            JsonObject leak = (JsonObject) each;
            grouped += leak.getInt("count");
            assertThat(leak.getObject("kinds").getInt("open-after-test"))
                    .isEqualTo(leak.getInt("count"));
            leak.getArray("tests").forEach(test -> tests.add((String) test));
            JsonObject connection = (JsonObject) leak.getArray("connections").get(0);
            assertThat(connection.getString("kind")).isEqualTo("open-after-test");
            assertThat(connection.getString("forceClose")).isEqualTo("closed");
        }
        assertThat(grouped).isEqualTo(9);
        String type = Leaking.InTests.class.getName();
        assertThat(tests)
                .containsExactlyInAnyOrder(
                        type + "#leaks()",
                        type + "#leaksATransaction()",
                        type + "#leaksTwice()",
                        type + "#leaksInterrupted()",
                        type + "#failsByItself()",
                        type + "#leaksInTheSecondRound(RepetitionInfo)[2]",
                        type + "#dynamic()[1]",
                        type + "#dynamic()[2]");
    }

    @Test
    void addsUpUnderParallelTests() throws Exception {
        Fork.in(folder, Parallel.SomeLeak.class, Parallel.NoneLeak.class)
                .agent("console=off,report=reports")
                .parameters(Outcomes.PARALLEL)
                .run();

        JsonObject totals = CrowdIT.report(folder.resolve("reports")).getObject("totals");
        assertThat(totals.getInt("opened")).isEqualTo(500);
        assertThat(totals.getInt("leaked")).isEqualTo(100);
        assertThat(totals.getInt("closed")).isEqualTo(400);
    }
}
