package io.github.sqliteleak.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleLocksTest {
    @Test
    void namesWhoHeldTheLockAndWhatToDo() {
        List<LockWaitGroup> waits =
                List.of(
                        wait("SQLITE_BUSY", 3, holder(7L, null, "write-transaction")),
                        wait("SQLITE_BUSY", 1, holder(8L, null, "open-cursor")),
                        wait("SQLITE_BUSY", 1, holder(9L, null, "collected-connection")),
                        wait("SQLITE_BUSY", 1, holder(4L, null, "in-flight-statement")),
                        wait("SQLITE_BUSY", 1, holder(null, 4711L, "other-process")),
                        wait("SQLITE_BUSY_SNAPSHOT", 1),
                        wait("SQLITE_BUSY", 1));

        assertThat(render(waits))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 9 connections opened, all closed.

                          database is locked: 3 statements failed
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY after up to 3.0 s
                            held by:   connection 7 for 1.5 s, in a write transaction begun at a.Holder.run(Holder.java:9) by thread "writer"
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       commit or roll back that transaction sooner, or raise busy_timeout

                          database is locked: 1 statement failed
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY after up to 3.0 s
                            held by:   connection 8 for 1.5 s, with a result that was not read to its end, of a statement run at a.Holder.run(Holder.java:9) by thread "writer"
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       close that result; with WAL only one of a statement that writes keeps writers waiting

                          database is locked: 1 statement failed
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY after up to 3.0 s
                            held by:   connection 9, garbage-collected while it held the lock, taken at a.Holder.run(Holder.java:9) by thread "writer"
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       close that connection: nobody can any more, and its lock stays until the end

                          database is locked: 1 statement failed
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY after up to 3.0 s
                            held by:   connection 4, with a statement that was running at a.Holder.run(Holder.java:9) by thread "writer"
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       split up that statement, or raise busy_timeout

                          database is locked: 1 statement failed
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY after up to 3.0 s
                            held by:   another process, pid 4711 (backup)
                            fix:       find out what that process does, or raise busy_timeout

                          database is locked: 1 statement failed
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY_SNAPSHOT after up to 3.0 s
                            held by:   not known: nobody in this JVM was found who held it
                            fix:       begin with BEGIN IMMEDIATE, or commit the read first

                          database is locked: 1 statement failed
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY after up to 3.0 s
                            held by:   not known: nobody in this JVM was found who held it
                        """);
    }

    private static LockWaitGroup wait(String code, int count, LockHolderInfo... holders) {
        return new LockWaitGroup(
                "/work/data/app.db",
                "a.Waiter.save(Waiter.java:5)",
                "write",
                "insert into t values(?)",
                count,
                3_000L * count,
                3_000,
                count,
                List.of(code),
                null,
                null,
                null,
                List.of(holders),
                null,
                null);
    }

    private static LockHolderInfo holder(Long id, Long pid, String evidence) {
        return new LockHolderInfo(
                id,
                pid == null ? "writer" : null,
                pid == null ? "a.Holder.run(Holder.java:9)" : null,
                pid == null ? "a.Holder.open(Holder.java:3)" : null,
                pid,
                pid == null ? null : "backup",
                evidence,
                pid == null ? 1_500L : null);
    }

    private static String render(List<LockWaitGroup> waits) {
        LeakReport report =
                new LeakReport(
                        Reports.jvm(ExitKind.NORMAL),
                        List.of(),
                        new Totals(9, 9, 0, 0, 2, 0),
                        List.of(),
                        waits,
                        List.of());
        return new ConsoleReport(new ConsoleStyle(false, false, true), "/work")
                .render(report, null);
    }
}
