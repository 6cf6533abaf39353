package io.github.sqliteleak.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.SeenWaits;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PRAGMA that was skipped is told only when nothing else has set the same. */
class SkippedPragmasTest {
    private static final String TEXT =
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY";
    private static final String WITH_WAL = "PRAGMA foreign_keys=ON; PRAGMA journal_mode=WAL";

    @TempDir Path folder;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final SettingsWatch watch = new SettingsWatch(registry, 64, () -> true, line -> {});
    private final List<Object> kept = new ArrayList<>();

    @Test
    void tellsWhenTheConnectionIsClosed() {
        TrackedConnection connection = open("a.db");

        run(connection, TEXT);
        close(connection);

        assertThat(watch.finish())
                .singleElement()
                .satisfies(
                        setting ->
                                assertThat(setting.asked())
                                        .isEqualTo(
                                                "PRAGMA cache_size=-?; PRAGMA temp_store=MEMORY"));
    }

    @Test
    void tellsAtTheEnd() {
        run(open("a.db"), TEXT);

        assertThat(watch.finish()).hasSize(1);
    }

    @Test
    void tellsOnlyWhatWasNotSetLater() {
        run(open("a.db"), TEXT, "PRAGMA cache_size=-8000");

        assertThat(watch.finish())
                .singleElement()
                .satisfies(
                        setting ->
                                assertThat(setting.asked()).isEqualTo("PRAGMA temp_store=MEMORY"));
    }

    @Test
    void isSilentWhenEachIsRunByItselfLater() {
        TrackedConnection connection = open("a.db");

        run(connection, TEXT, "PRAGMA cache_size = -8000", "pragma main.temp_store(2)");
        run(connection, TEXT);
        close(connection);

        assertThat(watch.finish()).isEmpty();
    }

    @Test
    void isSilentWhenEachWasRunByItselfBefore() {
        run(open("a.db"), "PRAGMA cache_size=-8000", "PRAGMA temp_store=2", TEXT);

        assertThat(watch.finish()).isEmpty();
    }

    @Test
    void isSilentWhenTheWholeTextIsRunLater() {
        TrackedConnection connection = open("a.db");

        run(connection, TEXT);
        watch.ranScript(connection, TEXT, 0);

        assertThat(watch.finish()).isEmpty();
    }

    @Test
    void isSilentWhenTheBusyTimeoutIsSetByTheDriver() {
        TrackedConnection connection = open("a.db");

        connection.busyHandling(new SeenWaits());
        run(connection, "PRAGMA foreign_keys=ON; PRAGMA busy_timeout=9000");
        watch.setBusyTimeout(connection, 9_000);

        assertThat(watch.finish()).isEmpty();
    }

    @Test
    void tellsWhenAnotherConnectionHasSetIt() {
        run(open("a.db"), TEXT);
        run(open("a.db"), "PRAGMA cache_size=-8000", "PRAGMA temp_store=MEMORY");

        assertThat(watch.finish()).hasSize(1);
    }

    @Test
    void tellsOfSkippedWalWhereThereIsNone() {
        TrackedConnection connection = open("a.db");

        run(connection, WITH_WAL, "SELECT x FROM t");

        assertThat(watch.finish())
                .singleElement()
                .satisfies(
                        setting ->
                                assertThat(setting.asked()).isEqualTo("PRAGMA journal_mode=WAL"));
    }

    @Test
    void isSilentAboutWalThatWasInForceBefore() throws Exception {
        TrackedConnection connection = open("a.db");
        Path wal = folder.resolve("a.db-wal");

        run(connection, WITH_WAL, "SELECT x FROM t");
        Files.createFile(wal);
        watch.closing(connection);
        Files.delete(wal);
        watch.closed(connection);

        assertThat(watch.finish()).isEmpty();
    }

    @Test
    void isSilentAboutWalThatAnotherConnectionHasSet() {
        watch.ranScript(open("a.db"), "PRAGMA journal_mode=WAL", 0);
        TrackedConnection connection = open("a.db");

        run(connection, WITH_WAL, "SELECT x FROM t");

        assertThat(watch.finish()).isEmpty();
    }

    /** Whether it is there shows only when SQLite has looked. */
    @Test
    void isSilentAboutWalOfDatabaseThatWasNotUsed() {
        run(open("a.db"), WITH_WAL, "SELECT 1");

        assertThat(watch.finish()).isEmpty();
    }

    private void run(TrackedConnection connection, String... statements) {
        for (String sql : statements) {
            watch.ran(registry.prepared(connection, sql));
        }
    }

    private void close(TrackedConnection connection) {
        watch.closing(connection);
        registry.closings().handleClosed(connection);
        watch.closed(connection);
    }

    private TrackedConnection open(String file) {
        Object connection = new Object();
        kept.add(connection);
        TrackedConnection tracked =
                registry.handleOpened(
                        new Object(), folder.resolve(file).toString(), 6, Set.of(), null);
        assertThat(tracked).isNotNull();
        registry.connected(tracked, connection, "jdbc:sqlite:" + file);
        return tracked;
    }
}
