package io.github.sqliteleak.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.pool.ExhaustedPools;
import io.github.sqliteleak.pool.Pools;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.report.Completeness.Missing;
import io.github.sqliteleak.report.Completeness.What;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.words.CompletenessWords;
import io.github.sqliteleak.sql.SqlInReports;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConnection;

@Timeout(120)
class ExitSequenceTest {
    @TempDir Path folder;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final List<ExitFindings> reports = new ArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final List<Connection> connections = new ArrayList<>();

    /** The statements of a driver that does not answer. */
    private final class Unanswered extends AbstractSet<Object> {
        @Override
        public Iterator<Object> iterator() {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return List.of().iterator();
        }

        @Override
        public int size() {
            return 0;
        }
    }

    @AfterEach
    void close() throws SQLException {
        answer.countDown();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    @Test
    void reportsOnceWhenNothingLeaked() {
        run(Duration.ofSeconds(60));

        assertThat(reports).singleElement().matches(ExitFindings::isLast);
        assertThat(reports.get(0).missing()).isEmpty();
    }

    @Test
    void reportsWhatLeakedBeforeItDoesAnything() throws Exception {
        leak(Set.of());
        leak(Set.of());

        run(Duration.ofSeconds(60));

        ExitFindings first = reports.get(0);
        assertThat(first.isLast()).isFalse();
        assertThat(first.leaks()).hasSize(2);
        assertThat(first.counts().leaked()).isEqualTo(2);
        assertThat(first.missing()).extracting(Missing::what).containsExactly(What.EXIT_WORK);
        assertThat(results(first)).containsOnly(ForceClose.Result.NOT_ATTEMPTED);
        ExitFindings last = reports.get(reports.size() - 1);
        assertThat(last.isLast()).isTrue();
        assertThat(last.missing()).isEmpty();
        assertThat(results(last)).containsOnly(ForceClose.Result.CLOSED);
        assertThat(last.databases()).hasSize(1);
    }

    @Test
    void goesOnWhenADescriptionDoesNotComeToItsEnd() throws Exception {
        leak(Set.of());
        leak(new Unanswered());
        leak(Set.of());

        run(Duration.ofSeconds(5));

        ExitFindings last = reports.get(reports.size() - 1);
        assertThat(last.isLast()).isTrue();
        assertThat(last.leaks()).hasSize(3);
        assertThat(last.missing())
                .extracting(Missing::detail)
                .contains("had no time at exit to look at what connections held");
        assertThat(last.missing().get(0).count()).isEqualTo(2);
        assertThat(results(last)).containsOnly(ForceClose.Result.CLOSED);
    }

    @Test
    void saysWhatItHadNoTimeFor() throws Exception {
        leak(Set.of());

        run(Duration.ZERO);

        assertThat(reports.get(0).leaks()).hasSize(1);
        ExitFindings last = reports.get(reports.size() - 1);
        assertThat(last.isLast()).isTrue();
        assertThat(last.leaks()).hasSize(1);
        assertThat(last.missing())
                .extracting(CompletenessWords::of)
                .contains(
                        "had no time at exit to ask the driver what is closed",
                        "had no time at exit to look at what connections held,"
                                + " for 1 connection",
                        "had no time at exit to look at the files of its databases",
                        "had no time at exit for all of its databases");
    }

    private static List<ForceClose.Result> results(ExitFindings findings) {
        return findings.leaks().stream()
                .map(LeakedConnection::forceClose)
                .map(ForceClose::result)
                .toList();
    }

    private void run(Duration timeout) {
        Blame blame = new Blame(() -> new Class<?>[0], null);
        Pools pools = new Pools(registry, wrapper -> {}, new ExhaustedPools(registry, line -> {}));
        ExitPolicy policy =
                new ExitPolicy(true, true, timeout, 0, 64, SqlInReports.MASKED, blame, pools);
        CollectedCloser collected = new CollectedCloser(registry);
        new ExitSequence(
                        registry,
                        ShutdownHooks.of(Map.of()),
                        policy,
                        collected,
                        new TestLeaks(registry, policy, collected),
                        FlightLog.create(
                                registry,
                                new TransactionTracker(false),
                                connection -> ExitEvents.snapshot(connection, policy),
                                name -> null,
                                null,
                                () -> 0,
                                line -> {}),
                        reports::add)
                .run(Set.of());
    }

    private void leak(Set<?> statements) throws SQLException {
        String file = folder.resolve("data.db").toString();
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        connections.add(connection);
        TrackedConnection tracked =
                registry.handleOpened(
                        connection.unwrap(SQLiteConnection.class).getDatabase(),
                        file,
                        6,
                        statements,
                        null);
        registry.connected(tracked, connection, "jdbc:sqlite:" + file);
    }
}
