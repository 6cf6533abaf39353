package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.waits.HolderShare;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
import io.github.sqliteleak.waits.ThreadWait;
import io.github.sqliteleak.waits.Waiter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Several holders of one wait, and those that no timeout helps against, as text. */
class ConsoleHoldersTest {
    @Test
    void showsEachOnesShareOfTheWait() {
        LockHolder culprit = holder(2, "write-transaction", null, new HolderShare(971, 1), null);
        LockHolder first = holder(1, "write-transaction", null, new HolderShare(19, 0), null);

        assertThat(render(wait("write", null, false, culprit, first)))
                .contains(
                        """
                            code:      SQLITE_BUSY after up to 1.0 s
                            held by:   connection 2 for 1.5 s, in a write transaction begun at a.Holder.run(Holder.java:9) by thread "writer"
                                       had it for 971 of 1000 ms waited, and when the statement failed
                                       opened at a.Holder.open(Holder.java:3)
                                       connection 1 for 1.5 s, in a write transaction begun at a.Holder.run(Holder.java:9) by thread "writer"
                                       had it for 19 of 1000 ms waited
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       commit or roll back that transaction sooner, or raise busy_timeout
                        """);
    }

    @Test
    void showsTheFirstOfVeryMany() {
        List<LockHolder> many = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            many.add(holder(i, "write-transaction", null, new HolderShare(90 - i, 0), null));
        }

        assertThat(render(wait("write", null, true, many.toArray(new LockHolder[0]))))
                .contains("connection 4 for")
                .doesNotContain("connection 5 for")
                .contains("           and 3 more, for less of the time\n");
    }

    @Test
    void advisesNoTimeoutToAThreadThatWaitsForItself() {
        LockHolder own = holder(2, "write-transaction", null, new HolderShare(1_000, 1), null);

        assertThat(render(wait("write", "own-thread", true, own)))
                .contains(
                        """
                            why:       the thread "main" waits for itself: connection 3 for connection 2 of the same thread; no timeout helps
                            held by:   connection 2 for 1.5 s, in a write transaction begun at a.Holder.run(Holder.java:9) by thread "writer"
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       use that connection here, too, or commit it first
                        """);
    }

    @Test
    void advisesAWalWhereAReaderIsInTheWay() {
        LockHolder reader =
                new LockHolder(
                        4L,
                        "seq",
                        null,
                        "a.Jars.all(Jars.java:5)",
                        null,
                        null,
                        "open-cursor",
                        1_500L,
                        "select name from jars",
                        true,
                        null,
                        null,
                        null);

        assertThat(render(wait("commit", "readers-without-wal", false, reader)))
                .contains(
                        """
                            why:       without a WAL, a writer waits until others have ended reading
                            held by:   connection 4 for 1.5 s, with a result that was not read to its end, of `select name from jars` by thread "seq"
                                       borrowed at a.Jars.all(Jars.java:5)
                                       statement-stacks=on says where the query was run
                            fix:       set journal_mode=WAL, with which readers and writers do not wait for each other; else close that result, or read it to its end
                        """);
    }

    @Test
    void saysWhatTheHoldersThreadWaitsFor() {
        ThreadWait joins = new ThreadWait("a.Holder.all(Holder.java:12)", "Thread.join", true);
        ThreadWait idle = new ThreadWait(null, "LinkedBlockingQueue.take", false);

        assertThat(render(wait("write", null, true, holder(2, joins))))
                .contains(
                        """
                                       its thread "writer" was itself waiting at a.Holder.all(Holder.java:12) (Thread.join), for the thread that waits here for its lock
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       commit or roll back that transaction sooner, before its thread waits for this one: no timeout helps
                        """);
        assertThat(render(wait("write", null, true, holder(2, idle))))
                .contains(
                        """
                                       its thread "writer" had left what began that, and was idle (LinkedBlockingQueue.take)
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       commit or roll back that transaction sooner, on every path: nothing does it any more
                        """);
    }

    private static LockHolder holder(long id, ThreadWait wait) {
        return holder(id, "write-transaction", null, null, wait);
    }

    private static LockHolder holder(
            long id,
            String evidence,
            @Nullable String sql,
            @Nullable HolderShare share,
            @Nullable ThreadWait wait) {
        return new LockHolder(
                id,
                "writer",
                "a.Holder.run(Holder.java:9)",
                "a.Holder.open(Holder.java:3)",
                null,
                null,
                evidence,
                1_500L,
                sql,
                false,
                share,
                wait,
                null);
    }

    private static LockWaitGroup wait(
            String operation, @Nullable String cause, boolean wal, LockHolder... holders) {
        return new LockWaitGroup(
                "/work/data/app.db",
                "a.Waiter.save(Waiter.java:5)",
                operation,
                "insert into t values(?)",
                1,
                1_000,
                1_000,
                1,
                List.of("SQLITE_BUSY"),
                cause,
                null,
                null,
                null,
                List.of(holders),
                null,
                null,
                new Waiter(3L, "main", wal));
    }

    private static String render(LockWaitGroup wait) {
        LeakReport report =
                new LeakReport(
                        Reports.jvm(ExitKind.NORMAL),
                        List.of(),
                        new Totals(9, 9, 0, 0, 2, 0),
                        List.of(),
                        List.of(wait),
                        List.of());
        return new ConsoleReport(new ConsoleStyle(false, false, false), "/work")
                .render(report, null);
    }
}
