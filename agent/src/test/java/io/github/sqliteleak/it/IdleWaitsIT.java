package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.IdleWaits;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are not used for a while, on which SQLite waits by itself meanwhile. */
class IdleWaitsIT {
    @TempDir Path folder;

    @SomeJdk
    void waitAsSqliteWouldAndAreSeenToWait(Jdk jdk) {
        EndedJvm plain =
                ForkedJvm.in(folder.resolve("plain"), IdleWaits.class).on(jdk).withoutAgent().run();

        EndedJvm watched = ForkedJvm.in(folder.resolve("watched"), IdleWaits.class).on(jdk).run();

        assertThat(plain.hasStatus(0).out())
                .contains("timeout 150\n", "failed by SQL: 5 ", "asked 3\n", "rows 4\n")
                .doesNotContain("ms only");
        assertThat(watched.hasStatus(0).out()).isEqualTo(plain.out());
        assertThat(watched.err()).doesNotContain("internal error");
        Report report = watched.report();
        assertThat(report.total("lockTimeouts")).isEqualTo(8);
        assertThat(report.lockWaits()).allSatisfy(IdleWaitsIT::namesTheHolder);
        // Of a text, a prepared statement and a script, each with the whole timeout.
        assertThat(longest(report)).isBetween(149L, 5_000L);
    }

    private static long longest(Report report) {
        List<JsonObject> waits = report.lockWaits();
        return waits.stream().mapToLong(wait -> wait.getLong("maxMillis")).max().orElse(0);
    }

    private static void namesTheHolder(JsonObject wait) {
        JsonObject holder = wait.getArray("holders").getObject(0);
        assertThat(holder.getInt("connectionId")).isEqualTo(1);
        assertThat(holder.getString("evidence")).isEqualTo("write-transaction");
    }
}
