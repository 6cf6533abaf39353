package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Attached;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connection with another database attached waits for one of the two. */
class AttachedIT {
    @TempDir Path folder;

    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource({"main, data.db, 2", "archive, archive.db, 3"})
    void namesTheHolderOfTheOnlyOneThatIsLocked(String locked, String file, int holder) {
        JsonObject wait = onlyWait(run(locked));

        assertThat(wait.getString("database")).endsWith(file);
        assertThat(wait.getArray("holders")).hasSize(1);
        assertThat(wait.getArray("holders").getObject(0).getInt("connectionId")).isEqualTo(holder);
    }

    @Test
    void namesTheHolderWhenItIsDetachedAgain() {
        JsonObject wait = onlyWait(run("detached"));

        assertThat(wait.getString("database")).endsWith("data.db");
        assertThat(wait.getArray("holders").getObject(0).getInt("connectionId")).isEqualTo(2);
    }

    @Test
    void saysThatItIsNotKnownWhereBothAreLocked() {
        EndedJvm ended = run("both");

        JsonObject wait = onlyWait(ended);
        assertThat(wait.isNull("database")).isTrue();
        assertThat(wait.getArray("holders")).isEmpty();
        assertThat(ended.err())
                .contains("database:  not known: the connection has others attached\n")
                .contains("held by:   not known, since the connection has databases attached")
                .doesNotContain("nobody was found");
    }

    private EndedJvm run(String locked) {
        return ForkedJvm.in(folder, Attached.class).arguments(locked).run();
    }

    private static JsonObject onlyWait(EndedJvm ended) {
        assertThat(ended.hasStatus(0).out()).isEqualTo("failed\n");
        List<JsonObject> waits = ended.report().lockWaits();
        assertThat(waits).hasSize(1);
        return waits.get(0);
    }
}
