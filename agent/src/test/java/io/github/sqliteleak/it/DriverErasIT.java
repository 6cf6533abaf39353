package io.github.sqliteleak.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import io.github.sqliteleak.it.app.Eras;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drivers of each era. Which versions is said by the property {@code driver.versions}; the profile
 * {@code drivers} of the build names many.
 */
class DriverErasIT {
    @TempDir Path folder;

    static Stream<String> versions() {
        return Stream.of(System.getProperty("driver.versions", "3.36.0.3,3.21.0.1").split(",", -1));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void tracksDriver(String version) {
        EndedJvm jvm = ForkedJvm.in(folder, Eras.class).driver(version).run().hasStatus(0);

        assertThat(jvm.out()).isEqualTo("6 rows\nlocked\nnot opened\nend\n");
        assertThat(jvm.err()).doesNotContain("not tracked", "internal error");
        Report report = jvm.report().addsUp();
        assertThat(report.total("opened")).isEqualTo(7);
        assertThat(report.total("leaked")).isEqualTo(3);
        assertThat(report.total("failedOpens")).isOne();
        assertThat(report.total("lockTimeouts")).isOne();
        JsonObject driver = report.json().getArray("driver").getObject(0);
        assertThat(driver.getString("version")).isEqualTo(version);
        assertThat(driver.getString("tracking"))
                .isEqualTo(isEarlier(version) ? "no-lock-waits" : "full");

        JsonObject transaction = only(report, "transaction");
        assertThat(transaction.getBoolean("inTransaction")).isTrue();
        assertThat(transaction.getString("transactionSite")).contains("Eras.transaction(");
        assertThat(transaction.getString("forceClose")).isEqualTo("closed");
        JsonObject statement = only(report, "cursor").getArray("openStatements").getObject(0);
        assertThat(statement.getString("sql")).isEqualTo("SELECT x FROM t");
        assertThat(statement.getBoolean("cursorOpen")).isTrue();
        JsonObject dropped = only(report, "dropped");
        assertThat(dropped.getString("kind")).isEqualTo("garbage-collected");
        assertThat(dropped.getString("forceClose"))
                .isEqualTo(hasFinalizer(version) ? "already-closed" : "closed");

        JsonObject wait = report.lockWaits().get(0);
        assertThat(wait.getArray("resultCodes")).contains("SQLITE_BUSY");
        assertThat(wait.getArray("holders").getObject(0).getString("openSite"))
                .contains("Eras.transaction(");
        DatabaseFiles.in(folder).haveNoAuxiliaryFiles().areIntact();
    }

    private static JsonObject only(Report report, String method) {
        JsonObject leak = report.openedIn(Eras.class, method);
        assertThat(leak.getInt("count")).isOne();
        return leak.getArray("connections").getObject(0);
    }

    private static boolean isEarlier(String version) {
        return minor(version) < 39;
    }

    private static boolean hasFinalizer(String version) {
        return minor(version) < 25;
    }

    private static int minor(String version) {
        return Integer.parseInt(version.split("\\.", -1)[1]);
    }
}
