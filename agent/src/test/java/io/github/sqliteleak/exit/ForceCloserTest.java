package io.github.sqliteleak.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.Await;
import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.ForceClose.Result;
import io.github.sqliteleak.system.Deadline;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

class ForceCloserTest {
    private static final String ENDLESS =
            "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c";

    @TempDir Path folder;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));

    @Test
    void closesEachHandle() throws Exception {
        List<Connection> connections = new ArrayList<>();
        List<TrackedConnection> leaked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            connections.add(open());
            leaked.add(track(connections.get(i)));
        }

        List<ForceClose> results = close(leaked, Duration.ofSeconds(60));

        assertThat(results).containsOnly(new ForceClose(Result.CLOSED, null)).hasSize(20);
        for (Connection connection : connections) {
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void rollsBackWhatWasNotCommitted() throws Exception {
        Connection leaked = open();
        execute(leaked, "create table t(x)");
        leaked.setAutoCommit(false);
        execute(leaked, "insert into t values(1)");

        close(List.of(track(leaked)), Duration.ofSeconds(60));

        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("select count(*) from t").getInt(1)).isZero();
        }
    }

    @Test
    void saysThatTheApplicationWasFaster() throws Exception {
        Connection connection = open();
        TrackedConnection leaked = track(connection);
        connection.close();

        assertThat(close(List.of(leaked), Duration.ofSeconds(60)))
                .containsExactly(new ForceClose(Result.ALREADY_CLOSED, null));
    }

    @Test
    void interruptsAStatementThatRunsInAnotherThread() throws Exception {
        Connection connection = open();
        TrackedConnection leaked = track(connection);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread worker = new Thread(() -> runEndless(connection, failure), "report");
        worker.start();
        Await.until("the statement runs", () -> isIn(worker, "step"));

        List<ForceClose> results = close(List.of(leaked), Duration.ofSeconds(60));

        assertThat(results).containsExactly(new ForceClose(Result.CLOSED, null));
        worker.join();
        assertThat(failure.get()).hasMessageContaining("SQLITE_INTERRUPT");
    }

    @Test
    void givesUpAHandleThatAThreadKeepsAndClosesTheOthers() throws Exception {
        Connection stuck = open();
        Connection free = open();
        TrackedConnection leaked = track(stuck);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread keeper = new Thread(() -> keep(leaked.handle(), mayEnd), "keeper");
        keeper.start();
        Await.until("it keeps it", () -> keeper.getState() == Thread.State.WAITING);

        List<ForceClose> results = close(List.of(leaked, track(free)), Duration.ofSeconds(60));

        assertThat(results.get(1)).isEqualTo(new ForceClose(Result.CLOSED, null));
        assertThat(results.get(0).result()).isEqualTo(Result.TIMED_OUT);
        assertThat(results.get(0).detail())
                .startsWith("still used by thread \"keeper\"\n    at ")
                .contains("\n    at io.github.sqliteleak.exit.ForceCloserTest.keep(");
        mayEnd.countDown();
        keeper.join();
    }

    @Test
    void returnsAtItsDeadline() throws Exception {
        Connection connection = open();
        TrackedConnection leaked = track(connection);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Thread keeper = new Thread(() -> keep(leaked.handle(), mayEnd), "keeper");
        keeper.start();
        Await.until("it keeps it", () -> keeper.getState() == Thread.State.WAITING);

        List<ForceClose> results = close(List.of(leaked), Duration.ofMillis(50));

        assertThat(results.get(0).result()).isEqualTo(Result.TIMED_OUT);
        mayEnd.countDown();
        keeper.join();
    }

    @Test
    void closesForAThreadThatIsInterrupted() throws Exception {
        Connection connection = open();
        TrackedConnection leaked = track(connection);
        Thread.currentThread().interrupt();

        List<ForceClose> results = close(List.of(leaked), Duration.ofSeconds(60));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(results).containsExactly(new ForceClose(Result.CLOSED, null));
    }

    /** Its close would drop the lock that the other one is about to take. */
    @Test
    void waitsUntilNobodyElseIsInsideSqliteOnTheFile() throws Exception {
        TrackedConnection leaked = track(open());
        TrackedConnection other = track(open());
        other.enter(null);
        Duration hour = Duration.ofHours(1);
        Thread closer = new Thread(() -> close(List.of(leaked), hour, hour), "closer");

        closer.start();
        Await.until("it waits for its turn", ForceCloserTest::somebodyWaitsForATurn);
        assertThat(isClosed(leaked)).isFalse();
        other.leave();
        closer.join();

        assertThat(isClosed(leaked)).isTrue();
    }

    @Test
    void waitsForItsTurnInBounds() throws Exception {
        TrackedConnection leaked = track(open());
        track(open()).enter(null);

        List<ForceClose> results = close(List.of(leaked), Duration.ofSeconds(60));

        assertThat(results).containsExactly(new ForceClose(Result.CLOSED, null));
    }

    /** With a WAL, an open connection has a lock at all times, and SQLite knows of it. */
    @Test
    void waitsForNobodyWhereThereIsAWal() throws Exception {
        Connection connection = open();
        execute(connection, "pragma journal_mode=wal; create table w(x)");
        TrackedConnection other = track(open());
        other.enter(null);
        Turn turn = new Turn(registry.open(), Deadline.in(Duration.ofHours(1)));

        turn.await(track(connection));

        assertThat(other.inFlight()).isNotNull();
    }

    private static boolean somebodyWaitsForATurn() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals(Turn.class.getName()));
    }

    private static boolean isClosed(TrackedConnection connection) throws Exception {
        return new DriverHandle(Objects.requireNonNull(connection.handle())).isClosed();
    }

    private List<ForceClose> close(List<TrackedConnection> leaked, Duration within) {
        return close(leaked, within, Duration.ofMillis(20));
    }

    private List<ForceClose> close(
            List<TrackedConnection> leaked, Duration within, Duration waiting) {
        Turn turn = new Turn(registry.open(), Deadline.in(waiting));
        return new ForceCloser(turn).close(leaked, Deadline.in(within));
    }

    private static boolean isIn(Thread thread, String method) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }

    private static void runEndless(Connection connection, AtomicReference<Throwable> failure) {
        try {
            execute(connection, ENDLESS);
        } catch (SQLException e) {
            failure.set(e);
        }
    }

    private static void keep(Object handle, CountDownLatch mayEnd) {
        synchronized (handle) {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
    }

    private TrackedConnection track(Connection connection) {
        DB handle = ((SQLiteConnection) connection).getDatabase();
        return Objects.requireNonNull(
                registry.handleOpened(
                        handle, folder.resolve("app.db").toString(), 6, Set.of(), null));
    }
}
