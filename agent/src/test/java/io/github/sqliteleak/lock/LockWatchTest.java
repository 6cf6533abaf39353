package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.lock.LockHolder.Evidence;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockWatchTest {
    @TempDir Path folder;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(true, false, new Exclusions(List.of())));
    private final LockWatch watch = new LockWatch(registry, 64);

    @Test
    void namesTheConnectionInAWriteTransaction() {
        TrackedConnection holder = open("app.db");
        run(holder, "begin", "insert into t values(1)");

        LockFailure failure = fail("app.db");

        assertThat(failure.resultCode()).isEqualTo("SQLITE_BUSY");
        assertThat(failure.sql()).isEqualTo("insert into t values(?)");
        LockHolder found = failure.holders().get(0);
        assertThat(failure.holders()).hasSize(1);
        assertThat(found.connectionId()).isEqualTo(holder.id());
        assertThat(found.evidence()).isEqualTo(Evidence.WRITE_TRANSACTION);
        assertThat(found.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(found.site()).startsWith("io.github.sqliteleak.lock.LockWatchTest.run(");
        assertThat(found.openSite()).startsWith("io.github.sqliteleak.lock.LockWatchTest.open(");
    }

    @Test
    void namesTheOneThatBeganImmediateBeforeItHasWritten() {
        TrackedConnection holder = open("app.db");
        run(holder, "begin immediate");

        assertThat(fail("app.db").holders())
                .extracting(LockHolder::connectionId)
                .containsExactly(holder.id());
    }

    @Test
    void namesNobodyWithoutEvidence() {
        TrackedConnection reading = open("app.db");
        run(reading, "begin", "select 1");
        TrackedConnection elsewhere = open("other.db");
        run(elsewhere, "begin immediate");
        TrackedConnection finished = open("app.db");
        run(finished, "begin immediate", "commit");
        TrackedConnection closed = open("app.db");
        run(closed, "begin immediate");
        registry.handleClosed(closed);

        assertThat(fail("app.db").holders()).isEmpty();
    }

    @Test
    void gathersFailuresOfOnePlaceAndHolder() {
        TrackedConnection holder = open("app.db");
        run(holder, "begin immediate");
        for (int i = 0; i < 3; i++) {
            // Each on a connection of its own.
            fail("app.db");
        }

        assertThat(watch.sites()).hasSize(1);
        LockSite site = watch.sites().get(0);
        assertThat(site.count()).isEqualTo(3);
        assertThat(site.database()).isEqualTo(folder.resolve("app.db").toString());
        assertThat(site.waiterSite())
                .startsWith("io.github.sqliteleak.lock.LockWatchTest.fail(LockWatchTest.java:");
        assertThat(site.holders()).hasSize(1);
        assertThat(site.firstAt()).isNotNull().isBeforeOrEqualTo(site.lastAt());
    }

    @Test
    void countsEachFailureOfProgramThatTriesAgainAtOnce() {
        TrackedConnection holder = open("app.db");
        run(holder, "begin immediate");
        TrackedConnection waiter = open("app.db");
        int[] looked = {0};
        watch.observe(failure -> looked[0]++);

        for (int i = 0; i < 10_000; i++) {
            watch.failed(waiter, "insert into t values(42)", 5, new Throwable());
        }

        int counted = watch.sites().stream().mapToInt(LockSite::count).sum();
        assertThat(counted).isEqualTo(10_000);
        assertThat(looked[0]).isBetween(1, 5_000);
    }

    @Test
    void tellsLocksFromOtherFailures() {
        assertThat(LockWatch.isLockFailure(5)).isTrue();
        assertThat(LockWatch.isLockFailure(517)).isTrue();
        assertThat(LockWatch.isLockFailure(262)).isTrue();
        assertThat(LockWatch.isLockFailure(19)).isFalse();
        assertThat(LockWatch.isLockFailure(0)).isFalse();
    }

    private LockFailure fail(String file) {
        LockFailure[] told = new LockFailure[1];
        watch.observe(failure -> told[0] = failure);
        TrackedConnection waiter = open(file);
        watch.failed(waiter, "insert into t values(42)", 5, new Throwable());
        registry.handleClosed(waiter);
        return told[0];
    }

    private void run(TrackedConnection connection, String... statements) {
        for (String sql : statements) {
            registry.transactions().ran(connection, sql);
        }
    }

    private TrackedConnection open(String file) {
        TrackedConnection connection =
                registry.handleOpened(
                        new Object(), folder.resolve(file).toString(), 6, Set.of(), null);
        registry.connected(connection, this, "jdbc:sqlite:" + file);
        return connection;
    }
}
