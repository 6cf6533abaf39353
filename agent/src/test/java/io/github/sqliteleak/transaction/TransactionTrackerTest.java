package io.github.sqliteleak.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTrackerTest {
    private final TransactionTracker tracker = new TransactionTracker(true);
    private final TrackedConnection connection =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())))
                    .handleOpened(new Object(), "a.db", 6, Set.of(), null);

    @ParameterizedTest
    @ValueSource(strings = {"begin;", "BEGIN IMMEDIATE", "-- x\nBegin exclusive transaction"})
    void seesATransactionBegin(String sql) {
        tracker.ran(connection, sql);

        OpenTransaction open = connection.transaction();
        assertThat(open).isNotNull();
        assertThat(open.sql()).isEqualTo(sql);
        assertThat(open.wrote()).isFalse();
        assertThat(open.beginning().frames())
                .anySatisfy(
                        frame ->
                                assertThat(frame.getMethodName())
                                        .isEqualTo("seesATransactionBegin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit;", "END TRANSACTION", "rollback", "ROLLBACK TRANSACTION;"})
    void seesATransactionEnd(String sql) {
        run("begin", sql);

        assertThat(connection.transaction()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1", "insert into t values(1)", "pragma user_version", "commit"})
    void startsNoneWithoutABegin(String sql) {
        run(sql);

        assertThat(connection.transaction()).isNull();
    }

    @Test
    void knowsWhetherItHasWritten() {
        run("begin", "select 1");
        assertThat(connection.transaction().wrote()).isFalse();

        run("with x as (select 1) insert into t select * from x");
        assertThat(connection.transaction().wrote()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "begin, select x from t, true",
        "savepoint a, select x from t, true",
        "begin, pragma user_version, true",
        // Reads nothing.
        "begin, select 1, false",
        // Had the write lock from the beginning, or took it before anything was read.
        "begin immediate, select x from t, false",
        "begin, insert into t values(1), false"
    })
    void knowsAReadThatBecameAWrite(String begin, String first, boolean upgraded) {
        run(begin, first);
        assertThat(connection.transaction().upgraded()).isFalse();

        run("update t set a = 1");
        assertThat(connection.transaction().upgraded()).isEqualTo(upgraded);
    }

    @Test
    void knowsTheReadThatTookTheSnapshot() {
        run("begin", "select 1", "pragma foreign_keys", "select x from t", "select y from u");
        assertThat(connection.transaction().readSql()).isEqualTo("select x from t");
        assertThat(connection.transaction().snapshotSql()).isEqualTo("select x from t");
    }

    @Test
    void knowsTheSnapshotOfTheOnlyReadThatMayHaveTakenIt() {
        run("begin", "select exists (select 1 from t)");
        assertThat(connection.transaction().readSql()).isNull();
        assertThat(connection.transaction().snapshotSql()).startsWith("select exists");

        run("select exists (select 1 from t)");
        assertThat(connection.transaction().snapshotSql()).startsWith("select exists");

        run("select exists (select 1 from u)");
        assertThat(connection.transaction().snapshotSql()).isNull();

        run("select x from t");
        assertThat(connection.transaction().snapshotSql()).isEqualTo("select x from t");
    }

    @Test
    void anOutermostSavepointIsATransaction() {
        run("savepoint a", "savepoint b", "release b");
        assertThat(connection.transaction()).isNotNull();

        run("release savepoint A");
        assertThat(connection.transaction()).isNull();
    }

    @Test
    void aSavepointWithinATransactionDoesNotEndIt() {
        run("begin", "savepoint a", "release a");

        assertThat(connection.transaction()).isNotNull();
    }

    @Test
    void rollingBackToASavepointKeepsItAndTheTransaction() {
        run("savepoint a", "savepoint b", "rollback to a");
        assertThat(connection.transaction()).isNotNull();

        run("release a");
        assertThat(connection.transaction()).isNull();
    }

    @Test
    void followsAScript() {
        tracker.ranScript(connection, "begin; insert into t values('commit;')");
        assertThat(connection.transaction()).isNotNull();

        tracker.ranScript(
                connection,
                "create trigger x after insert on t begin select 1; end; insert into t values(2)");
        assertThat(connection.transaction()).isNotNull();

        tracker.ranScript(connection, "insert into t values(3); commit");
        assertThat(connection.transaction()).isNull();
    }

    @Test
    void isUncertainAfterAScriptThatFailedHalfWay() {
        tracker.scriptFailed(connection, "begin; insert into nowhere values(1); commit", 1);
        assertThat(connection.isTransactionUncertain()).isTrue();

        run("begin");
        assertThat(connection.isTransactionUncertain()).isFalse();
    }

    @Test
    void aScriptThatDoesNotTouchTransactionsLeavesNoDoubt() {
        tracker.scriptFailed(connection, "insert into nowhere values(1); select 2", 1);

        assertThat(connection.isTransactionUncertain()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "begin immediate; insert into nowhere values(1), 1, immediate",
        "begin; insert into t values(1); insert into nowhere values(1);, 1, deferred",
        // Any of them may have failed, or ended it.
        "begin immediate; commit; insert into nowhere values(1), 1,",
        "begin immediate; insert into t values(1), 5,",
        "begin immediate; insert into t values(1), 19,",
        "begin immediate wrong; insert into t values(1), 1,",
        "begin immediate wrong, 1,",
        "select 1; begin immediate; insert into t values(1), 1,"
    })
    void knowsTheTransactionThatAScriptHasLeftOpenForSure(String script, int code, String mode) {
        tracker.scriptFailed(connection, script, code);

        OpenTransaction open = connection.transaction();
        assertThat(open == null ? null : open.mode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({"13, true", "9, true", "1, false"})
    void isUncertainAfterAScriptWhoseErrorMayRollBack(int code, boolean uncertain) {
        run("begin");

        tracker.scriptFailed(connection, "insert into t values(1); insert into t values(2)", code);

        assertThat(connection.isTransactionUncertain()).isEqualTo(uncertain);
    }

    @ParameterizedTest
    @CsvSource({
        "pragma user_version=3, true",
        "PRAGMA main.application_id(7), true",
        "pragma user_version, false",
        "pragma cache_size=3, false",
        "pragma other.user_version=3, false"
    })
    void knowsThePragmasThatWrite(String pragma, boolean wrote) {
        run("begin", pragma);

        assertThat(connection.transaction().wrote()).isEqualTo(wrote);
    }

    @Test
    void followsTheExclusiveLockingMode() {
        run("insert into t values(1)", "pragma locking_mode=EXCLUSIVE", "select 1");
        assertThat(connection.exclusiveMode().hasRead()).isFalse();

        run("select x from t");
        assertThat(connection.exclusiveMode().hasRead()).isTrue();
        assertThat(connection.exclusiveMode().hasWritten()).isFalse();

        run("delete from t");
        assertThat(connection.exclusiveMode().hasWritten()).isTrue();

        run("pragma locking_mode(normal)");
        assertThat(connection.exclusiveMode().hasWritten()).isTrue();

        run("select x from t");
        assertThat(connection.exclusiveMode()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"13, true", "266, true", "9, true", "5, false", "19, false", "2067, false"})
    void isUncertainAfterErrorsThatMayRollBack(int code, boolean uncertain) {
        run("begin");

        tracker.failed(connection, "insert into t values(1)", code);

        assertThat(connection.isTransactionUncertain()).isEqualTo(uncertain);
        assertThat(connection.transaction()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "insert or abort into t values(1), 2067, true, true",
        "update or fail t set x = 1, 1555, true, true",
        "insert into t values(1), 787, true, true",
        "insert into t values(1), 3091, true, true",
        // ON CONFLICT ROLLBACK may stand in the schema, RAISE(ROLLBACK) in a trigger.
        "insert into t values(1), 2067, true, false",
        "insert or abort into t values(1), 1811, true, false",
        "insert or abort into t values(1); insert into t values(1), 2067, true, false",
        "insert or rollback into t values(1), 2067, false, false"
    })
    void knowsWhatAViolatedConstraintDoesToTheTransaction(
            String sql, int code, boolean open, boolean locked) {
        run("begin");

        tracker.failed(connection, sql, code);

        OpenTransaction left = connection.transaction();
        assertThat(left != null).isEqualTo(open);
        assertThat(left != null && left.hasLocked()).isEqualTo(locked);
        assertThat(left == null || left.mayHaveLocked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {787, 5})
    void aCommitThatFailsShowsThatTheTransactionIsOpen(int code) {
        run("begin immediate");
        tracker.failed(connection, "insert into t values(1)", 2067);
        assertThat(connection.transaction().hasLocked()).isFalse();

        tracker.failed(connection, "commit;", code);

        assertThat(connection.transaction().hasLocked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "create table if not exists t(x), false, true",
        "drop index if exists i, false, true",
        "reindex, false, true",
        "pragma optimize, false, true",
        "create table temp.u(x), false, false",
        "create table u(x), true, true",
        "create unique index i on t(x), true, true",
        "drop table u, true, true",
        "replace into t values(1), true, true",
        "alter table t rename to v, true, true",
        "select x from t, false, false"
    })
    void knowsWhatMayHaveLockedTheDatabase(String sql, boolean locked, boolean may) {
        run("begin", sql);

        assertThat(connection.transaction().hasLocked()).isEqualTo(locked);
        assertThat(connection.transaction().mayHaveLocked()).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "insert into mine values(1), false, false",
        "create index temp.i on mine(x), false, true",
        "alter table mine rename to other, false, true",
        "insert into t values(1), true, true",
        "create table u(x), true, true"
    })
    void tellsATemporaryTableFromOthers(String sql, boolean locked, boolean may) {
        run("create temp table mine(x)", "begin", sql);

        assertThat(connection.transaction().hasLocked()).isEqualTo(locked);
        assertThat(connection.transaction().mayHaveLocked()).isEqualTo(may);
    }

    @Test
    void aCommitWithoutATransactionShowsThatThereIsNone() {
        run("begin");

        tracker.failed(connection, "commit;", 1);

        assertThat(connection.transaction()).isNull();
    }

    @Test
    void aCommitThatMeetsALockLeavesTheTransactionOpen() {
        run("begin");

        tracker.failed(connection, "commit;", 5);

        assertThat(connection.transaction()).isNotNull();
    }

    @Test
    void keepsNoStackWhenNotAskedTo() {
        new TransactionTracker(false).ran(connection, "begin");

        assertThat(connection.transaction().beginning()).isNull();
    }

    private void run(String... statements) {
        for (String sql : List.of(statements)) {
            tracker.ran(connection, sql);
        }
    }
}
