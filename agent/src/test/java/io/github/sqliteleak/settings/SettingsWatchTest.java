package io.github.sqliteleak.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** What leaves a doubt is not told. */
class SettingsWatchTest {
    private static final String WAL = "PRAGMA journal_mode=WAL";
    private static final int BUSY = 5;
    private static final int OPEN = 0x46;

    @TempDir Path folder;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final SettingsWatch watch = new SettingsWatch(registry, 64, () -> true, line -> {});
    private final List<Object> kept = new ArrayList<>();

    @Test
    void tellsOfRefusalWhenTheConnectionIsClosed() {
        TrackedConnection connection = open("a.db");

        watch.failed(connection, WAL, BUSY, new SQLException());
        watch.closed(connection);

        assertThat(watch.finish())
                .singleElement()
                .satisfies(
                        setting ->
                                assertThat(setting.actual()).isEqualTo("refused with SQLITE_BUSY"));
    }

    /** The agent came in the middle of its constructor, whose end nobody sees. */
    @Test
    void isSilentAboutWhatTheDriverSetsOnAConnectionThatWasAdopted() throws Exception {
        TrackedConnection adopted = adopt("a.db");

        new SQLiteConfig().apply(connectionThatRuns("PRAGMA synchronos=NORMAL", adopted));
        assertThat(watch.finish()).isEmpty();

        watch.ranScript(adopted, "PRAGMA synchronos=NORMAL", 0);
        assertThat(watch.finish()).hasSize(1);
    }

    /** Whatever it is asked to run, the watch is given this text. */
    private Connection connectionThatRuns(String sql, TrackedConnection tracked) {
        Statement statement =
                proxy(
                        Statement.class,
                        (self, method, arguments) -> {
                            watch.ranScript(tracked, sql, 0);
                            return method.getReturnType() == boolean.class ? false : null;
                        });
        return proxy(Connection.class, (self, method, arguments) -> statement);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void tellsOfRefusalAtTheEnd() {
        watch.failed(open("a.db"), WAL, BUSY, new SQLException());

        assertThat(watch.finish()).hasSize(1);
    }

    @Test
    void isSilentWhenAnotherConnectionHasSucceeded() {
        TrackedConnection first = open("a.db");
        TrackedConnection second = open("b.db");

        watch.ranScript(open("a.db"), WAL, 0);
        watch.failed(first, WAL, BUSY, new SQLException());
        watch.failed(second, WAL, BUSY, new SQLException());
        watch.ranScript(open("b.db"), WAL, 0);

        assertThat(watch.finish()).isEmpty();
    }

    @Test
    void isSilentWhenThereIsWalAllTheSame() throws Exception {
        watch.failed(open("a.db"), WAL, BUSY, new SQLException());
        Files.createFile(folder.resolve("a.db-wal"));

        assertThat(watch.finish()).isEmpty();
    }

    @Test
    void isSilentAboutScriptOfWhichAnythingMayHaveFailed() {
        watch.ranScript(open("a.db"), WAL + "; INSERT INTO t VALUES (1)", BUSY);

        assertThat(watch.finish()).isEmpty();
    }

    @Test
    void tellsOfScriptThatWasNothingElse() {
        watch.ranScript(open("a.db"), WAL + ";", BUSY);

        assertThat(watch.finish()).hasSize(1);
    }

    @Test
    void isSilentAboutSameSettingsOutsideAPool() {
        Properties settings = new Properties();

        watch.opened(open(":memory:"), settings);
        watch.opened(open(":memory:"), settings);

        assertThat(watch.finish()).isEmpty();
    }

    @Test
    void tellsOfTwoDriversOnOneFile() {
        watch.opened(open("a.db", new Object()), null);
        watch.opened(open("b.db", new Properties()), null);
        watch.opened(open("./a.db", new Properties()), null);

        assertThat(watch.finish())
                .singleElement()
                .satisfies(setting -> assertThat(setting.database()).endsWith("a.db"));
    }

    @Test
    void isSilentAboutTwoDriversWhenTheFirstHasClosed() {
        TrackedConnection first = open("a.db", new Object());
        watch.opened(first, null);
        registry.closings().handleClosed(first);
        watch.opened(open("a.db", new Properties()), null);

        assertThat(watch.finish()).isEmpty();
    }

    private TrackedConnection open(String file) {
        return open(file, new Object());
    }

    private TrackedConnection adopt(String file) {
        Object connection = new Object();
        kept.add(connection);
        String path = folder.resolve(file).toString();
        TrackedConnection adopted = registry.adopt(new Object(), path, OPEN, Set.of());
        assertThat(adopted).isNotNull();
        registry.connected(adopted, connection, "jdbc:sqlite:" + file);
        return adopted;
    }

    private TrackedConnection open(String file, Object handle) {
        Object connection = new Object();
        kept.add(connection);
        String path = file.equals(":memory:") ? file : folder.resolve(file).toString();
        TrackedConnection tracked = registry.handleOpened(handle, path, OPEN, Set.of(), null);
        assertThat(tracked).isNotNull();
        registry.connected(tracked, connection, "jdbc:sqlite:" + file);
        return tracked;
    }
}
