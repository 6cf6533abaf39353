package io.github.sqliteleak.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HooksTest {
    private final List<String> lines = new ArrayList<>();
    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final TransactionTracker transactions = new TransactionTracker(true);

    @BeforeEach
    void install() {
        HookTargets.install(registry, transactions, null, null, () -> {}, lines::add);
    }

    @AfterEach
    void turnOff() {
        HookTargets.turnOff();
        HookFailures.printBy(null);
    }

    @Test
    void followsAConnectionFromOpenToClose() {
        Object tracked = OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        OpenHooks.connected(new Object(), "jdbc:sqlite:a.db", tracked);
        Object statement = StatementHooks.prepared(tracked, "select 1");

        StatementHooks.entered(tracked, (Object) null);
        assertThat(((TrackedConnection) tracked).inFlight()).isSameAs(Thread.currentThread());
        StatementHooks.executed(true, tracked, statement);
        assertThat(((TrackedConnection) tracked).inFlight()).isNull();
        assertThat(registry.open()).hasSize(1);
        OpenHooks.handleClosed(tracked);

        assertThat(registry.open()).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void aStatementThatFailsIsNoLongerInFlight() {
        Object tracked = OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        StatementHooks.entered(tracked, (Object) null);

        FailureHooks.failed(new SQLException("busy", null, 5), tracked, "insert");

        assertThat(((TrackedConnection) tracked).inFlight()).isNull();
    }

    @Test
    void aBatchIsKnownByItsStatementAndMayHaveRunInPart() {
        Object tracked = OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        TrackedConnection connection = (TrackedConnection) tracked;
        transactions.ran(connection, "begin");
        Object statement = StatementHooks.prepared(tracked, "insert into t values(?)");
        SQLException busy = new SQLException("busy", null, 5);

        StatementHooks.entered(tracked, statement);
        assertThat(connection.runningSql()).isEqualTo("insert into t values(?)");
        FailureHooks.failed(busy, tracked, "insert into t values(?)");
        assertThat(connection.transaction().mayHaveLocked()).isFalse();

        StatementHooks.entered(tracked, statement);
        FailureHooks.batchFailed(busy, tracked, statement);
        assertThat(connection.transaction().mayHaveLocked()).isTrue();
        assertThat(connection.inFlight()).isNull();
    }

    @Test
    void aStatementThatIsNotKnownIsNotTakenForTheTextBefore() {
        Object tracked = OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        StatementHooks.entered(tracked, "begin;");
        StatementHooks.executed(tracked, "begin;");

        StatementHooks.entered(tracked, (Object) null);

        assertThat(((TrackedConnection) tracked).runningSql()).isNull();
    }

    @Test
    void aCloseThatFailedButClosedIsAClose() {
        Object tracked = OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        OpenHooks.connected(new Object(), null, tracked);

        OpenHooks.closeFailed(tracked, false);
        assertThat(registry.open()).hasSize(1);

        OpenHooks.closeFailed(tracked, true);
        assertThat(registry.open()).isEmpty();
    }

    @Test
    void tracksAHandleThatAFailedOpenLeftOpenAndNoOther() {
        OpenHooks.handleLeftOpen(new Object(), "a.db", 6, Set.of(), true);
        assertThat(registry.open()).isEmpty();

        OpenHooks.handleLeftOpen(new Object(), "a.db", 6, Set.of(), false);
        assertThat(registry.open()).hasSize(1);
    }

    @Test
    void doesNotTrackTheAgentsOwnConnections() throws InterruptedException {
        AtomicReference<Object> tracked = new AtomicReference<>("not run");
        AgentThread thread =
                AgentThread.of(
                        "test",
                        () ->
                                tracked.set(
                                        OpenHooks.handleOpened(
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
                            OpenHooks.connected(new Object(), "url", null);
                            StatementHooks.entered(null, (Object) null);
                            StatementHooks.executed(true, null, null);
                            StatementHooks.executed(null, "begin");
                            StatementHooks.executedScript(0, null, "begin");
                            FailureHooks.failed(new SQLException(), null, null);
                            ResultHooks.stepping(null);
                            ResultHooks.stepped(null, true);
                            ResultHooks.reset(null);
                            OpenHooks.handleClosed(null);
                        })
                .doesNotThrowAnyException();
        assertThat(StatementHooks.prepared(null, "select 1")).isNull();
        assertThat(lines).isEmpty();
    }

    @Test
    void anInjectedFailureIsToldOnceAndNeverThrown() {
        Object notTracked = "of another type";

        assertThatCode(
                        () -> {
                            OpenHooks.connected(new Object(), "url", notTracked);
                            OpenHooks.handleClosed(notTracked);
                            StatementHooks.entered(notTracked, (Object) null);
                            StatementHooks.executed(true, notTracked, notTracked);
                            StatementHooks.executed(notTracked, "begin");
                            StatementHooks.executedScript(0, notTracked, "begin");
                            FailureHooks.failed(new SQLException(), notTracked, null);
                            StatementHooks.prepared(notTracked, "select 1");
                            ResultHooks.stepping(notTracked);
                            ResultHooks.stepped(notTracked, true);
                            ResultHooks.reset(notTracked);
                        })
                .doesNotThrowAnyException();

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("internal error, the application goes on untouched: ");
        assertThat(HookFailures.count()).isEqualTo(11);
    }

    @Test
    void aBusyCallbackThatFailsIsCountedAndNeverThrown() {
        Object notHandling = "of another type";

        assertThatCode(
                        () -> {
                            assertThat(LockHooks.busy(notHandling, 0)).isZero();
                            LockHooks.busyAsked(notHandling, 0);
                            assertThat(LockHooks.busyAnswered(1, notHandling)).isOne();
                            FailureHooks.batchFailed(new SQLException(), notHandling, notHandling);
                        })
                .doesNotThrowAnyException();

        assertThat(HookFailures.count()).isEqualTo(4);
    }

    @Test
    void whatIsCaughtElsewhereIsCountedAsWell() {
        Guard.run(
                () -> {
                    throw new IllegalStateException("injected");
                });

        assertThat(HookFailures.count()).isOne();
        assertThat(lines).singleElement().asString().contains("injected");
    }

    @Test
    void noHookDoesAnythingWhenTrackingIsOff() {
        TrackedConnection tracked =
                (TrackedConnection)
                        OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        Object statement = StatementHooks.prepared(tracked, "select 1");
        StatementHooks.executed(true, tracked, statement);
        long lastUse = tracked.lastUseNanos();

        HookTargets.turnOff();

        StatementHooks.preparing(tracked, "begin");
        assertThat(tracked.runningSql()).isNull();
        assertThat(StatementHooks.prepared(tracked, "begin")).isNull();
        StatementHooks.entered(tracked, "begin");
        StatementHooks.entered(tracked, statement);
        ResultHooks.stepping(statement);
        assertThat(tracked.inFlight()).isNull();
        StatementHooks.executed(false, tracked, statement);
        StatementHooks.executed(tracked, "begin");
        StatementHooks.executedScript(0, tracked, "begin");
        ResultHooks.stepped(statement, true);
        ResultHooks.reset(statement);
        FailureHooks.failed(new SQLException(), tracked, null);
        FailureHooks.batchFailed(new SQLException(), tracked, statement);
        assertThat(((TrackedStatement) statement).cursorOpen()).isTrue();
        assertThat(tracked.transaction()).isNull();
        assertThat(tracked.lastUseNanos()).isEqualTo(lastUse);
        assertThat(HookFailures.count()).isZero();
    }

    @Test
    void trackingTurnsItselfOffAfterTooManyFailures() {
        for (int i = 0; i < HookFailures.LIMIT; i++) {
            OpenHooks.handleClosed("of another type");
        }

        assertThat(OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null)).isNull();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .isEqualTo("tracking is off after 100 internal errors; its report is incomplete");
    }

    @Test
    void nothingIsNotedWhenTrackingIsOffButThatAConnectionIsClosed() {
        Object tracked = OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        OpenHooks.connected(new Object(), null, tracked);
        Object statement = StatementHooks.prepared(tracked, "select 1");
        for (int i = 0; i < HookFailures.LIMIT; i++) {
            StatementHooks.entered("of another type", (Object) null);
        }

        StatementHooks.entered("of another type", (Object) null);
        ResultHooks.stepping("of another type");
        StatementHooks.entered(tracked, statement);
        assertThat(((TrackedConnection) tracked).inFlight()).isNull();
        assertThat(HookTargets.internalErrors().count()).isEqualTo(HookFailures.LIMIT);
        OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        OpenHooks.handleClosed(tracked);

        assertThat(registry.open()).isEmpty();
        assertThat(HookTargets.internalErrors().offSinceMillis()).isPositive();
        assertThat(HookTargets.internalErrors().openedWhileOff()).isEqualTo(2);
    }

    @Test
    void countsEachConnectionThatIsLostWhenItIsOpened() {
        Object tracked = OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), null, null);
        OpenHooks.connected(new Object(), null, tracked);
        assertThat(HookTargets.internalErrors())
                .isEqualTo(new InternalErrors(0, 0, null, 0, 0, 0, 0));

        for (int i = 0; i < 3; i++) {
            Object noOpening = "no opening";
            OpenHooks.handleOpened(new Object(), "a.db", 6, Set.of(), noOpening, null);
        }

        assertThat(registry.open()).hasSize(1);
        assertThat(HookTargets.internalErrors().count()).isEqualTo(3);
        assertThat(HookTargets.internalErrors().lostOpenings()).isEqualTo(3);
        assertThat(HookTargets.internalErrors().lostOpeningsSinceMillis()).isPositive();
        assertThat(HookTargets.internalErrors().first()).startsWith("java.lang.ClassCastException");
    }

    @Test
    void aSessionThatCouldNotBeginIsBegunByTheNextConnection() {
        AtomicInteger calls = new AtomicInteger();
        HookTargets.install(
                registry,
                transactions,
                null,
                null,
                () -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("injected");
                    }
                },
                lines::add);

        OpenHooks.opening();
        OpenHooks.opening();
        OpenHooks.opening();

        assertThat(calls).hasValue(2);
    }

    @Test
    void aFailureBeforeTheFirstConnectionDoesNotReachTheApplication() {
        HookTargets.install(
                registry,
                transactions,
                null,
                null,
                () -> {
                    throw new IllegalStateException("injected");
                },
                lines::add);

        assertThat(OpenHooks.opening()).isNull();
        assertThat(OpenHooks.opening()).isNull();

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith(
                        "internal error, the application goes on untouched:"
                                + " java.lang.IllegalStateException: injected at ");
    }
}
