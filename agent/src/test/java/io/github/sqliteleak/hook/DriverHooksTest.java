package io.github.sqliteleak.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.sqliteleak.registry.AgentThread;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriverHooksTest {
    private final List<String> lines = new ArrayList<>();
    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(true, false, new Exclusions(List.of())));

    @BeforeEach
    void install() {
        HookTargets.install(registry, null, null, () -> {}, lines::add);
    }

    @AfterEach
    void turnOff() {
        HookTargets.turnOff();
        HookFailures.tell(null);
    }

    @Test
    void followsAConnectionFromOpenToClose() {
        Object tracked = DriverHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        DriverHooks.connected(new Object(), "jdbc:sqlite:a.db", tracked);
        Object statement = DriverHooks.prepared(tracked, "select 1");

        DriverHooks.entered(tracked);
        assertThat(((TrackedConnection) tracked).inFlight()).isSameAs(Thread.currentThread());
        DriverHooks.executed(true, tracked, statement);
        assertThat(((TrackedConnection) tracked).inFlight()).isNull();
        assertThat(registry.open()).hasSize(1);
        DriverHooks.handleClosed(tracked);

        assertThat(registry.open()).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void aStatementThatFailsIsNoLongerInFlight() {
        Object tracked = DriverHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        DriverHooks.entered(tracked);

        DriverHooks.failed(new SQLException("busy", null, 5), tracked, "insert");

        assertThat(((TrackedConnection) tracked).inFlight()).isNull();
    }

    @Test
    void aCloseThatFailedButClosedIsAClose() {
        Object tracked = DriverHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        DriverHooks.connected(new Object(), null, tracked);

        DriverHooks.closeFailed(tracked, false);
        assertThat(registry.open()).hasSize(1);

        DriverHooks.closeFailed(tracked, true);
        assertThat(registry.open()).isEmpty();
    }

    @Test
    void tracksAHandleThatAFailedOpenLeftOpenAndNoOther() {
        DriverHooks.handleLeftOpen(new Object(), "a.db", 6, Set.of(), true);
        assertThat(registry.open()).isEmpty();

        DriverHooks.handleLeftOpen(new Object(), "a.db", 6, Set.of(), false);
        assertThat(registry.open()).hasSize(1);
    }

    @Test
    void doesNotTrackTheAgentsOwnConnections() throws InterruptedException {
        AtomicReference<Object> tracked = new AtomicReference<>("not run");
        AgentThread thread =
                new AgentThread(
                        "test",
                        () ->
                                tracked.set(
                                        DriverHooks.handleOpened(
                                                new Object(), "a.db", 6, Set.of(), null, null)));
        thread.start();
        thread.join();

        assertThat(tracked.get()).isNull();
        assertThat(registry.open()).isEmpty();
    }

    @Test
    void doesNothingForWhatIsNotTracked() {
        assertThatCode(
                        () -> {
                            DriverHooks.connected(new Object(), "url", null);
                            DriverHooks.entered(null);
                            DriverHooks.executed(true, null, null);
                            DriverHooks.executed(null, "begin");
                            DriverHooks.executedScript(0, null, "begin");
                            DriverHooks.failed(new SQLException(), null, null);
                            DriverHooks.stepping(null);
                            DriverHooks.stepped(null, true);
                            DriverHooks.reset(null);
                            DriverHooks.handleClosed(null);
                        })
                .doesNotThrowAnyException();
        assertThat(DriverHooks.prepared(null, "select 1")).isNull();
        assertThat(lines).isEmpty();
    }

    @Test
    void anInjectedFailureIsToldOnceAndNeverThrown() {
        Object notTracked = "of another type";

        assertThatCode(
                        () -> {
                            DriverHooks.connected(new Object(), "url", notTracked);
                            DriverHooks.handleClosed(notTracked);
                            DriverHooks.entered(notTracked);
                            DriverHooks.executed(true, notTracked, notTracked);
                            DriverHooks.executed(notTracked, "begin");
                            DriverHooks.executedScript(0, notTracked, "begin");
                            DriverHooks.failed(new SQLException(), notTracked, null);
                            DriverHooks.prepared(notTracked, "select 1");
                            DriverHooks.stepping(notTracked);
                            DriverHooks.stepped(notTracked, true);
                            DriverHooks.reset(notTracked);
                        })
                .doesNotThrowAnyException();

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("internal error, the application goes on untouched: ");
        assertThat(HookFailures.count()).isEqualTo(11);
    }

    @Test
    void trackingTurnsItselfOffAfterTooManyFailures() {
        for (int i = 0; i < HookFailures.LIMIT; i++) {
            DriverHooks.handleClosed("of another type");
        }

        assertThat(DriverHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null))
                .isNull();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .isEqualTo("tracking is off after 100 internal errors; its report is incomplete");
    }

    @Test
    void aFailureBeforeTheFirstConnectionDoesNotReachTheApplication() {
        HookTargets.install(
                registry,
                null,
                null,
                () -> {
                    throw new IllegalStateException("injected");
                },
                lines::add);

        assertThat(DriverHooks.opening()).isNull();
        assertThat(DriverHooks.opening()).isNull();

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith(
                        "internal error, the application goes on untouched:"
                                + " java.lang.IllegalStateException: injected at ");
    }
}
