package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.sql.SqlMask;
import io.github.sqliteleak.transaction.TransactionTracker;
import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several that have the lock one after the other in one wait, whose time is not the clock's. */
class WaitSharesTest {
    private static final long SECOND = 1_000_000_000;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final TransactionTracker transactions = new TransactionTracker(true);
    private final LockWatch watch = new LockWatch(registry, 64, SqlMask::mask);
    private final TrackedConnection waiter = open();
    private long now = System.nanoTime();

    @Test
    void namesTheOneAtTheEndFirstHoweverManyWereBefore() {
        for (int i = 0; i < 40; i++) {
            TrackedConnection early = open();
            transactions.ran(early, "begin immediate");
            look(SECOND / 100, false);
            transactions.ran(early, "commit");
        }
        TrackedConnection culprit = open();
        transactions.ran(culprit, "begin immediate");
        look(SECOND / 100, false);
        look(SECOND, true);

        List<LockHolder> holders = failed().holders();

        assertThat(holders.get(0).connectionId()).isEqualTo(culprit.id());
        assertThat(holders).filteredOn(LockHolder::atEnd).hasSize(1);
        assertThat(HolderShare.millis(holders.get(0))).isBetween(1_000L, 1_010L);
        assertThat(holders).hasSizeGreaterThan(10);
    }

    @Test
    void countsTheTimeToTheOneThatHadTheLock() {
        TrackedConnection first = open();
        transactions.ran(first, "begin immediate");
        look(0, false);
        look(SECOND, false);
        transactions.ran(first, "commit");
        TrackedConnection second = open();
        transactions.ran(second, "begin");
        transactions.ran(second, "insert into t values(1)");
        look(2 * SECOND, true);

        List<LockHolder> holders = failed().holders();

        assertThat(holders)
                .extracting(LockHolder::connectionId)
                .containsExactly(second.id(), first.id());
        // The lock has changed hands at the time of the clock, long before the last look.
        assertThat(holders.stream().mapToLong(HolderShare::millis).sum()).isBetween(2_990L, 3_000L);
        assertThat(HolderShare.millis(holders.get(0))).isBetween(1_900L, 2_000L);
    }

    @Test
    void takesOneThatDoesTheSameAgainForOneHolder() {
        TrackedConnection busy = open();
        for (int i = 0; i < 9; i++) {
            transactions.ran(busy, "begin immediate");
            look(SECOND, i == 8);
            if (i < 8) {
                transactions.ran(busy, "commit");
            }
        }

        assertThat(failed().holders()).hasSize(1);
    }

    @Test
    void knowsAThreadThatWaitsForItself() {
        TrackedConnection own = open();
        own.enter(null);
        own.leave();
        transactions.ran(own, "begin immediate");
        waiter.enter(null);
        look(0, false);
        look(SECOND, true);

        assertThat(failed().cause()).isEqualTo(LockCause.OWN_THREAD);
    }

    @Test
    void knowsAThreadThatHasHandedItsConnectionOn() throws InterruptedException {
        TrackedConnection handedOn = open();
        handedOn.enter(null);
        handedOn.leave();
        transactions.ran(handedOn, "begin immediate");
        Thread other =
                new Thread(
                        () -> {
                            handedOn.enter(null);
                            handedOn.leave();
                        });
        other.start();
        other.join();
        look(0, false);
        look(SECOND, true);

        assertThat(failed().cause()).isNull();
    }

    private void look(long later, boolean last) {
        now = Math.max(now + later, System.nanoTime());
        PendingWait wait = watch.waiting(waiter, 1_000, now, last);
        watch.waited(wait, now, !last);
    }

    private LockWait failed() {
        LockWait[] failed = new LockWait[1];
        watch.observe(
                new LockObserver() {
                    @Override
                    public @Nullable WaitRecord waitBegins() {
                        return null;
                    }

                    @Override
                    public void failed(TrackedConnection waiter, LockWait wait) {
                        failed[0] = wait;
                    }
                });
        watch.failed(waiter, waiter.takePendingWait(), "insert into t values(42)", 5);
        return failed[0];
    }

    private TrackedConnection open() {
        TrackedConnection connection =
                registry.handleOpened(new Object(), "no-such-folder/app.db", 6, Set.of(), null);
        registry.connected(connection, this, "jdbc:sqlite:app.db");
        return connection;
    }
}
