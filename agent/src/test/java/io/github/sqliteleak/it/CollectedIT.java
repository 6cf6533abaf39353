package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Collected;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectedIT {
    @TempDir Path folder;

    @SomeJdk
    void reportsCollectedConnectionAndClosesItAtExit(Jdk jdk) {
        EndedJvm jvm = ForkedJvm.in(folder, Collected.class).on(jdk).arguments("blocked").run();

        assertThat(jvm.hasStatus(0).out()).isEqualTo("locked\n");
        isReported(jvm.report());
    }

    @SomeJdk
    void closesCollectedConnectionAtOnceWhenAskedTo(Jdk jdk) {
        EndedJvm jvm =
                ForkedJvm.in(folder, Collected.class)
                        .on(jdk)
                        .agent("collected=close")
                        .arguments("free")
                        .run();

        assertThat(jvm.hasStatus(0).out()).isEqualTo("written\n");
        isReported(jvm.report());
        JsonObject database = jvm.report().database();
        assertThat(database.getString("journalMode")).isEqualTo("wal");
        assertThat(database.getLong("walBytesBefore")).isPositive();
        assertThat(database.getLong("walBytesAfter", -1)).isZero();
        assertThat(database.getObject("checkpoint").getString("result")).isEqualTo("not-needed");
        assertThat(database.getObject("checkpoint").getString("reason"))
                .isEqualTo("closing the last connection checkpointed it");
    }

    @Test
    void staysSilentAboutCollectedConnectionThatWasClosed() {
        ForkedJvm.in(folder, Collected.Kept.class).agent("collected=close").run().hasNoLeak();
    }

    private void isReported(Report report) {
        JsonObject leak = report.addsUp().openedIn(Collected.class, "drop");
        assertThat(leak.getObject("kinds").getInt("garbage-collected")).isOne();
        JsonObject connection = report.connection();
        assertThat(connection.getString("kind")).isEqualTo("garbage-collected");
        assertThat(connection.getBoolean("inTransaction")).isTrue();
        assertThat(connection.getString("transactionSite")).contains("Collected.drop(");
        assertThat(connection.getString("forceClose")).isEqualTo("closed");
        DatabaseFiles.in(folder).haveNoAuxiliaryFiles().areIntact();
    }
}
