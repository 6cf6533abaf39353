package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Clean;
import io.github.sqliteleak.it.app.Collected;
import io.github.sqliteleak.it.app.Leaks;
import io.github.sqliteleak.it.app.WalOfTwo;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverVersionsIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"3.54.1.0", "3.50.3.0", "3.45.3.0", "3.39.2.0"})
    void tracksDriver(String version) {
        Report report = run(version, Leaks.Transaction.class).hasStatus(0).report().addsUp();

        JsonObject driver = report.json().getArray("driver").getObject(0);
        assertThat(driver.getString("version")).isEqualTo(version);
        JsonObject connection = report.connection();
        assertThat(connection.getBoolean("inTransaction")).isTrue();
        assertThat(connection.getString("transactionSite")).contains(".begin(");
        assertThat(connection.getArray("openStatements")).isEmpty();
        assertThat(connection.getString("forceClose")).isEqualTo("closed");
        DatabaseFiles.in(folder).haveNoAuxiliaryFiles().areIntact();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.50.3.0", "3.45.3.0", "3.39.2.0"})
    void seesCursorsOfDriver(String version) {
        Report report = run(version, Leaks.Cursor.class).hasStatus(0).report().addsUp();

        JsonObject statement = report.connection().getArray("openStatements").getObject(0);
        assertThat(statement.getString("sql")).isEqualTo("SELECT x FROM t WHERE x < ?");
        assertThat(statement.getBoolean("cursorOpen")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.50.3.0", "3.39.2.0"})
    void noticesCollectedConnectionsOfDriver(String version) {
        EndedJvm jvm =
                ForkedJvm.in(folder, Collected.class)
                        .driver(version)
                        .agent("collected=close")
                        .arguments("free")
                        .run()
                        .hasStatus(0);

        assertThat(jvm.report().addsUp().connection().getString("kind"))
                .isEqualTo("garbage-collected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.50.3.0", "3.45.3.0", "3.39.2.0"})
    void staysSilentWithDriver(String version) {
        EndedJvm jvm = run(version, Clean.class).hasStatus(7);

        assertThat(jvm.report().addsUp().leaks()).isEmpty();
        assertThat(jvm.err()).isEqualTo("sqlite-leak-agent: 6 connections opened, all closed.\n");
    }

    @ParameterizedTest
    @CsvSource({"3.54.1.0, truncated", "3.50.3.0, skipped"})
    void keepsAwayFromTheWalResetBug(String version, String checkpoint) {
        EndedJvm jvm =
                ForkedJvm.in(folder, WalOfTwo.class)
                        .driver(version)
                        .agent("exclude=*WalOfTwo#excluded")
                        .run()
                        .hasStatus(0);

        String warning =
                "data.db, which is in WAL mode and open through two connections or more (SQLite"
                        + " 3.50.3, \"The WAL-reset bug\"); use sqlite-jdbc 3.51.3.0 or later";
        JsonObject database = jvm.report().json().getArray("databases").getObject(0);
        assertThat(database.getObject("checkpoint").getString("result")).isEqualTo(checkpoint);
        if (checkpoint.equals("skipped")) {
            assertThat(jvm.err()).containsOnlyOnce(warning);
            assertThat(jvm.err()).contains("not checkpointed: SQLite 3.50.3 could corrupt it");
        } else {
            assertThat(jvm.err()).doesNotContain("WAL-reset");
        }
        DatabaseFiles.in(folder).areIntact();
    }

    private EndedJvm run(String version, Class<?> main) {
        return ForkedJvm.in(folder, main).driver(version).run();
    }
}
