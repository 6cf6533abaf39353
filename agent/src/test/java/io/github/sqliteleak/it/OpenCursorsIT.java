package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.OpenCursors;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An open result is a holder where it keeps a lock on the database that somebody waits for. */
class OpenCursorsIT {
    private static final String ATTACH =
            "ATTACH 'other.db' AS b;CREATE TABLE b.bt (x);INSERT INTO b.bt VALUES (1), (2)";
    private static final String TEMPORARY =
            "CREATE TABLE temp.tt (x);INSERT INTO tt VALUES (1), (2)";
    private static final String NUMBERS =
            "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 9)"
                    + " SELECT n FROM r";

    @TempDir Path folder;

    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource({
        "WAL, attached", "DELETE, attached",
        "WAL, temporary", "DELETE, temporary",
        "WAL, none", "DELETE, none"
    })
    void namesTheOtherProcessAloneWhereTheResultIsOfAnotherDatabase(String mode, String reads) {
        RunningJvm reader = reading(mode);

        EndedJvm ended = writing(mode, reads);
        reader.say("go").end();

        assertThat(ended.hasStatus(0).out()).isEqualTo("failed\nfailed\n");
        for (JsonObject wait : ended.report().lockWaits()) {
            assertThat(evidence(wait)).as("holders of %s", wait).containsExactly("other-process");
            assertThat(wait.getArray("holders").getObject(0).getLong("pid"))
                    .isEqualTo(reader.pid());
        }
    }

    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @ValueSource(strings = {"WAL", "DELETE"})
    void namesTheOtherProcessBesideTheResult(String mode) {
        RunningJvm reader = reading(mode);

        EndedJvm ended = writing(mode, "table");
        reader.say("go").end();

        List<JsonObject> waits = ended.hasStatus(0).report().lockWaits();
        assertThat(waits).hasSize(2);
        assertThat(waits.stream().map(OpenCursorsIT::evidence))
                .containsExactly(List.of("open-cursor", "other-process"), List.of("other-process"));
        assertThat(waits.get(0).getArray("holders").getObject(0).getInt("connectionId"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "WAL, attached", "DELETE, attached",
        "WAL, temporary", "DELETE, temporary",
        "WAL, none", "DELETE, none"
    })
    void isSilentWhereNobodyReadsTheDatabase(String mode, String reads) {
        EndedJvm ended = writing(mode, reads);

        assertThat(ended.hasStatus(0).out()).isEqualTo("done\ndone\n");
        assertThat(ended.report().lockWaits()).isEmpty();
    }

    /** With others attached, a name alone does not tell which database it is of. */
    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @ValueSource(strings = {"WAL", "DELETE"})
    void namesTheResultThatTheSystemsLocksProve(String mode) {
        EndedJvm ended = writing(mode, "table beside attached");

        assertThat(ended.hasStatus(0).out()).isEqualTo("failed\ndone\n");
        List<JsonObject> waits = ended.report().lockWaits();
        assertThat(waits).hasSize(1);
        assertThat(evidence(waits.get(0))).containsExactly("open-cursor");
        assertThat(waits.get(0).getArray("holders").getObject(0).getInt("connectionId"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAL", "DELETE"})
    void namesTheResultOfACollectedConnectionAsThat(String mode) {
        EndedJvm ended = ForkedJvm.in(folder, OpenCursors.Lost.class).arguments(mode).run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("failed\n");
        List<JsonObject> waits = ended.report().lockWaits();
        assertThat(waits).hasSize(1);
        assertThat(evidence(waits.get(0))).containsExactly("collected-connection");
        assertThat(ended.err())
                .contains("garbage-collected while it held the lock, taken by thread \"main\"\n")
                .doesNotContain("close that result");
    }

    private RunningJvm reading(String mode) {
        return ForkedJvm.in(folder, OpenCursors.Reading.class)
                .withoutAgent()
                .arguments(mode)
                .start()
                .awaitLine("ready");
    }

    private EndedJvm writing(String mode, String reads) {
        String[] what =
                switch (reads) {
                    case "attached" -> new String[] {ATTACH, "SELECT x FROM bt"};
                    case "temporary" -> new String[] {TEMPORARY, "SELECT x FROM tt"};
                    case "none" -> new String[] {"SELECT 1", NUMBERS};
                    case "table" -> new String[] {"SELECT 1", "SELECT x FROM t"};
                    case "table beside attached" -> new String[] {ATTACH, "SELECT x FROM t"};
                    default -> throw new IllegalArgumentException(reads);
                };
        return ForkedJvm.in(folder, OpenCursors.Writing.class)
                .arguments(mode, what[0], what[1])
                .run();
    }

    private static List<String> evidence(JsonObject wait) {
        return wait.getArray("holders").stream()
                .map(holder -> ((JsonObject) holder).getString("evidence"))
                .toList();
    }
}
