package io.github.sqliteleak.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.blame.Blame;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.registry.TrackingPolicy;
import io.github.sqliteleak.sql.SqlMask;
import io.github.sqliteleak.transaction.TransactionTracker;
import io.github.sqliteleak.waits.Evidence;
import io.github.sqliteleak.waits.LockCause;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockWatchTest {
    private static final int SHARED_CACHE = 0x20000;
    private static final Blame BLAME = new Blame(() -> new Class<?>[] {LockWatchTest.class}, null);

    @TempDir Path folder;

    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));
    private final TransactionTracker transactions = new TransactionTracker(true);
    private final LockWatch watch = new LockWatch(registry, 64, SqlMask::mask);

    @Test
    void namesTheConnectionInAWriteTransaction() {
        TrackedConnection holder = open("app.db");
        run(holder, "begin", "insert into t values(1)");

        LockWait failure = fail("app.db");

        assertThat(failure.resultCode()).isEqualTo("SQLITE_BUSY");
        assertThat(failure.sql()).isEqualTo("insert into t values(?)");
        LockHolder found = failure.holders().get(0);
        assertThat(failure.holders()).hasSize(1);
        assertThat(found.connectionId()).isEqualTo(holder.id());
        assertThat(found.evidence()).isEqualTo(Evidence.WRITE_TRANSACTION.json());
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
        run(reading, "begin");
        TrackedConnection elsewhere = open("other.db");
        run(elsewhere, "begin immediate");
        TrackedConnection finished = open("app.db");
        run(finished, "begin immediate", "commit");
        TrackedConnection closed = open("app.db");
        run(closed, "begin immediate");
        registry.closings().handleClosed(closed);

        assertThat(fail("app.db").holders()).isEmpty();
    }

    @Test
    void namesNobodyWhoMayHaveHadNothingToWrite() {
        TrackedConnection setup = open("app.db");
        run(setup, "begin", "create table if not exists t(x)", "drop table if exists u");
        assertThat(fail("app.db").holders()).isEmpty();

        run(setup, "insert into t values(1)");
        assertThat(fail("app.db").holders()).hasSize(1);
    }

    @Test
    void namesNobodyWhoseTransactionSqliteMayHaveEnded() {
        TrackedConnection failed = open("app.db");
        run(failed, "begin immediate", "insert into t values(1)");
        transactions.failed(failed, "insert or rollback into t values(1)", 19);
        TrackedConnection script = open("app.db");
        run(script, "begin immediate");
        transactions.failed(script, "commit; insert into none values(1)", 1);

        assertThat(fail("app.db").holders()).isEmpty();
    }

    @Test
    void doesNotTakeATemporaryTableForTheDatabase() {
        TrackedConnection temporary = open("app.db");
        run(temporary, "create temp table mine(x)", "begin", "insert into mine values(1)");
        assertThat(fail("app.db").holders()).isEmpty();

        run(temporary, "insert into t select x from mine");
        assertThat(fail("app.db").holders()).hasSize(1);
    }

    @Test
    void doesNotSayWhichOfSeveralDatabasesIsLocked() {
        TrackedConnection attached = open("app.db");
        run(attached, "attach 'other.db' as other", "begin", "insert into other.t values(1)");

        assertThat(fail("app.db").holders()).isEmpty();
    }

    @Test
    void doesNotSayForWhichOfSeveralDatabasesItWaits() {
        run(open("app.db"), "begin immediate");
        run(open("other.db"), "begin immediate");
        TrackedConnection waiter = open("app.db");
        run(waiter, "attach '" + folder.resolve("other.db") + "' as other");

        LockWait attached = fail(waiter, 5);
        assertThat(attached.database()).isNull();
        assertThat(attached.holders()).isEmpty();

        run(waiter, "detach other");
        LockWait detached = fail(waiter, 5);
        assertThat(detached.database()).isEqualTo(folder.resolve("app.db").toString());
        assertThat(detached.holders()).hasSize(1);
    }

    @Test
    void namesTheHolderWhereWhatIsAttachedIsInMemory() {
        run(open("app.db"), "begin immediate");
        TrackedConnection waiter = open("app.db");
        run(waiter, "attach ':memory:' as scratch");

        LockWait wait = fail(waiter, 5);
        assertThat(wait.database()).isEqualTo(folder.resolve("app.db").toString());
        assertThat(wait.holders()).hasSize(1);
    }

    /** SQLITE_LOCKED is the connection's own doing, SQLITE_BUSY_SNAPSHOT comes behind the lock. */
    @Test
    void namesNobodyWhereNobodyElseIsInTheWay() {
        run(open("app.db"), "begin immediate");

        LockWait locked = fail(open("app.db"), 6);
        assertThat(locked.holders()).isEmpty();
        assertThat(locked.cause()).isEqualTo(LockCause.SAME_CONNECTION);
        assertThat(fail(open("app.db"), 517).holders()).isEmpty();
        assertThat(fail(open("app.db", SHARED_CACHE), 6).cause()).isEqualTo(LockCause.SHARED_CACHE);
        assertThat(fail(open("app.db"), 5).holders()).hasSize(1);
    }

    @Test
    void namesTheResultOfAStatementThatWritesUntilItIsClosed() {
        TrackedConnection holder = open("app.db");
        TrackedStatement statement =
                registry.prepared(holder, "insert into t values(1) returning x");
        statement.cursorOpen(true);
        transactions.writeGoesOn(statement);

        LockHolder found = fail("app.db").holders().get(0);
        assertThat(found.connectionId()).isEqualTo(holder.id());
        assertThat(found.evidence()).isEqualTo(Evidence.OPEN_CURSOR.json());
        assertThat(found.thread()).isEqualTo(Thread.currentThread().getName());
        assertThat(found.site()).startsWith("io.github.sqliteleak.lock.LockWatchTest.");

        statement.cursorOpen(false);
        assertThat(fail("app.db").holders()).isEmpty();
    }

    @Test
    void namesTheOneInExclusiveModeThatHasWritten() {
        TrackedConnection idle = open("app.db");
        run(idle, "pragma locking_mode=exclusive");
        assertThat(fail("app.db").holders()).isEmpty();

        run(idle, "begin", "insert into t values(1)", "commit");
        assertThat(fail("app.db").holders())
                .singleElement()
                .satisfies(
                        holder -> {
                            assertThat(holder.connectionId()).isEqualTo(idle.id());
                            assertThat(holder.evidence()).isEqualTo(Evidence.EXCLUSIVE_MODE.json());
                            assertThat(holder.heldMillis()).isNotNull();
                        });

        run(idle, "pragma locking_mode=normal", "select x from t");
        assertThat(fail("app.db").holders()).isEmpty();
    }

    @Test
    void distinguishesTheWriterInTheWayOfACheckpointFromAReader() {
        assertThat(checkpoint().cause()).isEqualTo(LockCause.CHECKPOINT_BUSY);

        TrackedConnection writer = open("app.db");
        run(writer, "begin immediate");
        LockWait behind = checkpoint();
        assertThat(behind.cause()).isEqualTo(LockCause.CHECKPOINT_BEHIND_WRITER);
        assertThat(behind.holders())
                .extracting(LockHolder::connectionId)
                .containsExactly(writer.id());

        run(open("app.db"), "begin", "select x from t");
        assertThat(checkpoint().cause()).isEqualTo(LockCause.CHECKPOINT_PINNED);
    }

    private LockWait checkpoint() {
        LockWait[] seen = new LockWait[1];
        watch.observe(new Failures(failure -> seen[0] = failure));
        TrackedConnection waiter = open("app.db");
        watch.checkpointBusy(waiter, "pragma wal_checkpoint(truncate)");
        registry.closings().handleClosed(waiter);
        return seen[0];
    }

    @Test
    void namesTheTransactionThatHasReadWhereThereIsNoWal() {
        TrackedConnection reading = open("app.db");
        run(reading, "begin", "select x from t");
        run(open("app.db"), "begin", "select 1", "explain select x from t");

        assertThat(fail("app.db").holders())
                .singleElement()
                .satisfies(
                        holder -> {
                            assertThat(holder.connectionId()).isEqualTo(reading.id());
                            assertThat(holder.evidence())
                                    .isEqualTo(Evidence.READ_TRANSACTION.json());
                        });
    }

    @Test
    void gathersFailuresOfOnePlaceAndHolder() {
        TrackedConnection holder = open("app.db");
        run(holder, "begin immediate");
        for (int i = 0; i < 3; i++) {
            // Each on a connection of its own.
            fail("app.db");
        }

        assertThat(watch.sites().all(BLAME)).hasSize(1);
        LockWaitGroup site = watch.sites().all(BLAME).get(0);
        assertThat(site.count()).isEqualTo(3);
        assertThat(site.timedOut()).isEqualTo(3);
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
        watch.observe(new Failures(failure -> looked[0]++));

        for (int i = 0; i < 10_000; i++) {
            watch.failed(waiter, null, "insert into t values(42)", 5);
        }

        assertThat(watch.sites().timeouts()).isEqualTo(10_000);
        assertThat(looked[0]).isEqualTo(10_000);
    }

    @Test
    void reportsTheOwnPlaceOfEachFailureOfOneConnection() {
        run(open("app.db"), "begin immediate");
        TrackedConnection waiter = open("app.db");

        insert(waiter);
        delete(waiter);

        assertThat(watch.sites().all(BLAME))
                .extracting(site -> String.valueOf(site.waiterSite()).replaceAll("\\(.*", ""))
                .containsExactly(
                        "io.github.sqliteleak.lock.LockWatchTest.insert",
                        "io.github.sqliteleak.lock.LockWatchTest.delete");
    }

    @Test
    void doesNotNameAHolderThatHasEndedSince() {
        TrackedConnection holder = open("app.db");
        run(holder, "begin immediate");
        TrackedConnection waiter = open("app.db");
        LockWait[] seen = new LockWait[1];
        watch.observe(new Failures(failure -> seen[0] = failure));

        insert(waiter);
        assertThat(seen[0].holders()).hasSize(1);
        run(holder, "commit");
        insert(waiter);
        assertThat(seen[0].holders()).isEmpty();
    }

    private void insert(TrackedConnection waiter) {
        watch.failed(waiter, null, "insert into t values(42)", 5);
    }

    private void delete(TrackedConnection waiter) {
        watch.failed(waiter, null, "delete from t", 5);
    }

    @Test
    void aWaitGoesOnWhateverFailsInFollowingIt() {
        TrackedConnection waiter = open("app.db");
        PendingWait wait = watch.waiting(waiter, 100, System.nanoTime(), false);
        wait.record = new Broken();

        watch.waited(wait, System.nanoTime(), true);

        assertThat(wait.retries()).isOne();
    }

    @Test
    void followsNoWaitWhenItIsTurnedOff() {
        TrackedConnection waiter = open("app.db");

        watch.turnOff();

        assertThat(watch.waiting(waiter, 100, System.nanoTime(), false)).isNull();
    }

    /** An observer that asks for nothing and takes each failure. */
    private record Failures(Consumer<LockWait> ended) implements LockObserver {
        @Override
        public @Nullable WaitRecord waitBegins() {
            return null;
        }

        @Override
        public void failed(TrackedConnection waiter, LockWait wait) {
            ended.accept(wait);
        }
    }

    /** A record that cannot be written. */
    private static final class Broken implements WaitRecord {
        @Override
        public void goesOn() {
            throw new IllegalStateException("injected");
        }

        @Override
        public boolean isWanted() {
            throw new IllegalStateException("injected");
        }

        @Override
        public void ended(TrackedConnection waiter, LockWait wait) {
            throw new IllegalStateException("injected");
        }
    }

    private LockWait fail(String file) {
        TrackedConnection waiter = open(file);
        LockWait failure = fail(waiter, 5);
        registry.closings().handleClosed(waiter);
        return failure;
    }

    private LockWait fail(TrackedConnection waiter, int code) {
        LockWait[] seen = new LockWait[1];
        watch.observe(new Failures(failure -> seen[0] = failure));
        watch.failed(waiter, null, "insert into t values(42)", code);
        return seen[0];
    }

    private void run(TrackedConnection connection, String... statements) {
        for (String sql : statements) {
            transactions.ran(connection, sql);
        }
    }

    private TrackedConnection open(String file) {
        return open(file, 0);
    }

    private TrackedConnection open(String file, int flags) {
        TrackedConnection connection =
                registry.handleOpened(
                        new Object(), folder.resolve(file).toString(), 6 | flags, Set.of(), null);
        registry.connected(connection, this, "jdbc:sqlite:" + file);
        return connection;
    }
}
