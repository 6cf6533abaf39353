package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.NotWaited;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where SQLite does not wait, nobody is told to wait longer. */
class NotWaitedIT {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "own, SQLITE_LOCKED, own-result, close that result",
        "leave, SQLITE_BUSY, journal-mode, ask for the same journal_mode everywhere",
        "enter, SQLITE_BUSY, journal-mode, ask for the same journal_mode everywhere"
    })
    void tellsWhatHelpsInstead(String way, String code, String cause, String fix) {
        EndedJvm ended = ForkedJvm.in(folder, NotWaited.class).arguments(way).run();

        assertThat(ended.hasStatus(0).out()).isEqualTo("failed\ndone\n");
        List<JsonObject> waits = ended.report().lockWaits();
        assertThat(waits).hasSize(1);
        JsonObject wait = waits.get(0);
        assertThat(Report.strings(wait.getArray("resultCodes"))).containsExactly(code);
        assertThat(wait.getString("cause")).isEqualTo(cause);
        assertThat(wait.getInt("maxMillis")).isZero();
        assertThat(ended.err())
                .contains(code + " at once\n")
                .contains("fix:       " + fix)
                .doesNotContain("raise busy_timeout")
                .doesNotContain("nobody was found");
        if (way.equals("own")) {
            assertThat(wait.getArray("holders")).isEmpty();
            assertThat(wait.getString("causeSql")).isEqualTo("SELECT x FROM t");
        }
    }
}
