package io.github.sqliteleak.held;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final TransactionTracker transactions = new TransactionTracker(true);
    private final List<String> warnings = new ArrayList<>();
    private final HeldWatch watch =
            new HeldWatch(
                    registry, LIMIT, new HeldText(64), warning -> warnings.add(warning.text()));
    private final Object object = new Object();

    @Test
    void warnsOnceForASpellAndAgainForTheNext() {
        TrackedConnection connection = open("/tmp/held.db");

        watch.look(after(connection, 4_999));
        assertThat(warnings).isEmpty();

        watch.look(after(connection, 5_000));
        watch.look(after(connection, 60_000));
        assertThat(warnings).hasSize(1);

        connection.enter(null);
        connection.leave();
        watch.look(after(connection, 5_000));
        assertThat(warnings).hasSize(2);
    }

    @Test
    void saysWhatIsHeldAndWhereEachThreadIs() {
        TrackedConnection connection = open("/tmp/held.db");
        transactions.ran(connection, "begin immediate");

        watch.look(after(connection, 12_345));

        assertThat(warnings.get(0))
                .startsWith("connection 1 to /tmp/held.db is open but unused for 12 s\n")
                .contains(
                        "\n  opened at  io.github.sqliteleak.held.HeldWatchTest.open(HeldWatchTest.java:")
                .contains(
                        "\n  holds      a transaction begun at io.github.sqliteleak.held.HeldWatchTest.saysWhat")
                .contains(
                        "\n  thread     "
                                + Thread.currentThread().getName()
                                + " (RUNNABLE), now at")
                .contains("\n    at io.github.sqliteleak.held.HeldWatchTest.saysWhat");
    }

    @Test
    void saysFirstUseOfOneThatWasOpenBefore() {
        TrackedConnection met = registry.adopt(object, "/tmp/met.db", 6, Set.of());
        registry.connected(met, object, "jdbc:sqlite:/tmp/met.db");

        watch.look(after(met, 5_000));
        registry.closings().handleClosed(met);
        watch.look(System.nanoTime());

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0))
                .contains("\n  first use  io.github.sqliteleak.held.HeldWatchTest.saysFirstUse")
                .doesNotContain("opened at");
        assertThat(warnings.get(1)).contains(", first used at io.github.sqliteleak.held.");
    }

    @Test
    void saysNothingWhenUseIsNotSeenAnyMore() {
        TrackedConnection connection = open("/tmp/held.db");
        registry.freeze();

        watch.look(after(connection, 60_000));

        assertThat(warnings).isEmpty();
    }

    @Test
    void tellsWhenItIsClosedAfterAll() {
        TrackedConnection connection = open("/tmp/held.db");
        watch.look(after(connection, 5_000));

        registry.closings().handleClosed(connection);
        watch.look(System.nanoTime());
        watch.look(System.nanoTime());

        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(1))
                .startsWith("connection 1 to /tmp/held.db, opened at io.github.sqliteleak.held.")
                .contains(", was closed after being held unused for ");
    }

    @Test
    void saysNothingWhenTheAgentClosesWhatLeaked() throws InterruptedException {
        TrackedConnection connection = open("/tmp/held.db");
        watch.look(after(connection, 5_000));

        AgentThread closing =
                AgentThread.of("test", () -> registry.closings().handleClosed(connection));
        closing.start();
        closing.join();
        watch.look(System.nanoTime());

        assertThat(connection.closedNanos()).isNotZero();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void countsFromTheMomentThatTheConnectionIsThere() {
        Object handle = new Object();
        TrackedConnection connection =
                registry.handleOpened(handle, "/tmp/held.db", 6, Set.of(), null);

        watch.look(after(connection, 5_000));
        assertThat(warnings).isEmpty();

        registry.connected(connection, object, "jdbc:sqlite:/tmp/held.db");
        watch.look(after(connection, 5_000));
        assertThat(warnings).hasSize(1);
    }

    @Test
    void staysSilentAboutAConnectionThatIsUsed() {
        TrackedConnection connection = open("/tmp/held.db");
        connection.enter(null);

        watch.look(after(connection, 60_000));

        assertThat(warnings).isEmpty();
    }

    @Test
    void staysSilentAboutAConnectionThatIsClosed() {
        TrackedConnection connection = open("/tmp/held.db");
        registry.closings().handleClosed(connection);

        watch.look(after(connection, 60_000));

        assertThat(warnings).isEmpty();
    }

    private TrackedConnection open(String file) {
        TrackedConnection connection = registry.handleOpened(new Object(), file, 6, Set.of(), null);
        registry.connected(connection, object, "jdbc:sqlite:" + file);
        return connection;
    }

    private static long after(TrackedConnection connection, long millis) {
        return connection.lastUseNanos() + Duration.ofMillis(millis).toNanos();
    }
}
