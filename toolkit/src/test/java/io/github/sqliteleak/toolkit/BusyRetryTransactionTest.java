package io.github.sqliteleak.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusyRetryTransactionTest {
    private final BusyRetry retry = BusyRetry.defaults().firstDelay(Duration.ofMillis(1));

    @TempDir Path folder;
    private Connection ours;
    private Connection theirs;
    private int runs;

    @BeforeEach
    void open() throws SQLException {
        ours = connect();
        theirs = connect();
        Sql.execute(ours, "CREATE TABLE t (x)");
    }

    @AfterEach
    void close() throws SQLException {
        ours.close();
        theirs.close();
    }

    @Test
    void aStaleSnapshotRestartsTheWholeTransaction() throws SQLException {
        String seen =
                retry.transaction(
                        ours,
                        TransactionMode.DEFERRED,
                        c -> {
                            String count = String.valueOf(Sql.value(c, "SELECT count(*) FROM t"));
                            if (++runs == 1) {
                                Sql.execute(theirs, "INSERT INTO t VALUES ('theirs')");
                            }
                            Sql.execute(c, "INSERT INTO t VALUES ('ours')");
                            return count;
                        });
        assertThat(runs).isEqualTo(2);
        assertThat(seen).isEqualTo("1");
        assertThat(Sql.values(theirs, "SELECT x FROM t")).containsExactly("theirs", "ours");
        assertThat(ours.getAutoCommit()).isTrue();
    }

    @Test
    void aStatementWithAStaleSnapshotIsNotRepeated() throws SQLException {
        Sql.execute(ours, "BEGIN");
        Sql.value(ours, "SELECT count(*) FROM t");
        Sql.execute(theirs, "INSERT INTO t VALUES (1)");
        assertThatThrownBy(
                        () ->
                                retry.callIdempotent(
                                        () -> {
                                            runs++;
                                            Sql.execute(ours, "INSERT INTO t VALUES (2)");
                                            return true;
                                        }))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(ResultCode.of(e).code()).isEqualTo(517));
        assertThat(runs).isEqualTo(1);
        Sql.execute(ours, "ROLLBACK");
    }

    @Test
    void anImmediateTransactionIsTriedUntilTheLockIsFree() throws SQLException {
        Sql.execute(theirs, "BEGIN IMMEDIATE");
        RetryClock releases =
                new RetryClock() {
                    @Override
                    public long nanoTime() {
                        return 0;
                    }

                    @Override
                    public void sleep(Duration pause) {
                        runs++;
                        try {
                            Sql.execute(theirs, "COMMIT");
                        } catch (SQLException e) {
                            throw new AssertionError(e);
                        }
                    }

                    @Override
                    public double random() {
                        return 0;
                    }
                };
        retry.clock(releases)
                .transaction(
                        ours,
                        c -> {
                            Sql.execute(c, "INSERT INTO t VALUES (1)");
                            return true;
                        });
        assertThat(runs).isEqualTo(1);
        assertThat(Sql.values(theirs, "SELECT x FROM t")).containsExactly("1");
    }

    @Test
    void whatFailsIsRolledBack() throws SQLException {
        assertThatThrownBy(
                        () ->
                                retry.transaction(
                                        ours,
                                        c -> {
                                            Sql.execute(c, "INSERT INTO t VALUES (1)");
                                            throw new IllegalStateException("no");
                                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Sql.values(ours, "SELECT x FROM t")).isEmpty();
    }

    @Test
    void doesNotTouchATransactionThatIsNotItsOwn() throws SQLException {
        ours.setAutoCommit(false);
        Sql.execute(ours, "INSERT INTO t VALUES (1)");
        assertThatThrownBy(() -> retry.transaction(ours, c -> true))
                .hasMessageContaining("setAutoCommit(true)");
        ours.commit();
        ours.setAutoCommit(true);
        Sql.execute(ours, "BEGIN");
        Sql.execute(ours, "INSERT INTO t VALUES (2)");
        assertThatThrownBy(() -> retry.transaction(ours, c -> true))
                .hasMessageContaining("within a transaction");
        Sql.execute(ours, "COMMIT");
        assertThat(Sql.values(ours, "SELECT x FROM t")).containsExactly("1", "2");
    }

    private Connection connect() throws SQLException {
        Connection connection =
                Driver.open(folder.resolve("data.db"), Driver.Mode.READ_WRITE_CREATE);
        Sql.value(connection, "PRAGMA journal_mode = WAL");
        Sql.value(connection, "PRAGMA busy_timeout = 1");
        return connection;
    }
}
