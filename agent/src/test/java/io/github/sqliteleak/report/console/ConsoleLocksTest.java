package io.github.sqliteleak.report.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.report.ExitKind;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.report.Reports;
import io.github.sqliteleak.report.Totals;
import io.github.sqliteleak.waits.LockHolder;
import io.github.sqliteleak.waits.LockWaitGroup;
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
                            held by:   not known: nobody was found in this JVM, nor, on Linux, in others
                            fix:       begin with BEGIN IMMEDIATE, or commit the read first

                          database is locked: 1 statement failed
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY after up to 3.0 s
                            held by:   not known: nobody was found in this JVM, nor, on Linux, in others
                            fix:       raise busy_timeout, if the lock is held for a moment only; else look for another program that uses the file
                        """);
    }

    /** The longest wait may be one that ended well, so it is no wait that failed. */
    @Test
    void tellsApartWhatFailedAndWhatWaited() {
        LockWaitGroup some =
                new LockWaitGroup(
                        "/work/data/app.db",
                        "a.Waiter.save(Waiter.java:5)",
                        "write",
                        "insert into t values(?)",
                        5,
                        7_000,
                        2_500,
                        2,
                        List.of("SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT"),
                        null,
                        null,
                        null,
                        List.of(holder(7L, null, "write-transaction")),
                        null,
                        null);
        LockWaitGroup none =
                new LockWaitGroup(
                        "/work/data/app.db",
                        "a.Waiter.load(Waiter.java:8)",
                        "read",
                        "select x from t",
                        3,
                        4_000,
                        2_000,
                        0,
                        List.of(),
                        null,
                        null,
                        null,
                        List.of(holder(8L, null, "exclusive-mode")),
                        null,
                        null);

        assertThat(render(List.of(some, none)))
                .isEqualTo(
                        """
                        sqlite-leak-agent: 9 connections opened, all closed.

                          database is locked: 2 statements failed, 3 more waited
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT
                            waited:    up to 2.5 s
                            held by:   connection 7 for 1.5 s, in a write transaction begun at a.Holder.run(Holder.java:9) by thread "writer"
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       begin with BEGIN IMMEDIATE, or commit the read first

                          waited for a lock: 3 statements, 4.0 s in all, 2.0 s at most
                            at a.Waiter.load(Waiter.java:8)
                            database:  data/app.db
                            held by:   connection 8 for 1.5 s, in locking_mode=EXCLUSIVE, which keeps its locks, set at a.Holder.run(Holder.java:9) by thread "writer"
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       do without locking_mode=EXCLUSIVE where several connections use the database
                        """);
    }

    @Test
    void tellsToCloseTheResultThatKeepsASnapshot() {
        LockWaitGroup wait =
                new LockWaitGroup(
                        "/work/data/app.db",
                        "a.Waiter.save(Waiter.java:5)",
                        "begin",
                        "BEGIN IMMEDIATE",
                        1,
                        0,
                        0,
                        1,
                        List.of("SQLITE_BUSY_SNAPSHOT"),
                        "stale-cursor",
                        null,
                        "select x from t",
                        List.of(),
                        null,
                        null);

        assertThat(render(List.of(wait)))
                .contains(
                        """
                            code:      SQLITE_BUSY_SNAPSHOT at once
                            why:       it has a result open that was not read to its end (select x from t) – statement-stacks=on says where – and another connection has written since: no timeout helps
                            fix:       close that result, or read it to its end, before writing
                        """);
    }

    @Test
    void tellsACheckpointBehindAWriterFromOneThatAReaderPins() {
        assertThat(render(List.of(checkpoint("checkpoint-behind-writer", "write-transaction"))))
                .contains(
                        """
                          checkpoint stayed busy: 1 time
                            at a.Waiter.save(Waiter.java:5)
                            database:  data/app.db
                            code:      SQLITE_BUSY after up to 50 ms
                            why:       the WAL cannot be emptied while another connection has the write lock
                            held by:   connection 7 for 1.5 s, in a write transaction begun at a.Holder.run(Holder.java:9) by thread "writer"
                        """);
        assertThat(render(List.of(checkpoint("checkpoint-pinned", "open-cursor"))))
                .contains("why:       the WAL cannot be emptied while others read from it\n")
                .contains("fix:       close that result, then checkpoint again\n");
        assertThat(render(List.of(checkpoint("checkpoint-busy", null))))
                .contains("checkpoint stayed busy: 1 time\n")
                .contains(
                        "why:       the WAL cannot be emptied while others read from it or write\n")
                .doesNotContain("held by");
    }

    @Test
    void doesNotTellToWaitLongerWhereSqliteDoesNotWait() {
        assertThat(render(List.of(atOnce("SQLITE_BUSY", "journal-mode", null))))
                .contains(
                        """
                            code:      SQLITE_BUSY at once
                            why:       journal_mode cannot be changed while another connection uses the database: SQLite does not wait then, at any timeout
                            fix:       ask for the same journal_mode everywhere; change it while nobody else has the database open
                        """);
        assertThat(render(List.of(atOnce("SQLITE_LOCKED", "own-result", "select x from t"))))
                .contains(
                        """
                            code:      SQLITE_LOCKED at once
                            why:       it has a result open that was not read to its end (select x from t) – statement-stacks=on says where –: SQLite does not wait for its own connection
                            fix:       close that result, or read it to its end, before that statement
                        """);
        assertThat(render(List.of(atOnce("SQLITE_LOCKED", "same-connection", null))))
                .contains(
                        """
                            why:       something that the same connection has open is in the way: SQLite does not wait for that
                            fix:       end the connection's own transaction and close its results before that statement
                        """);
        LockHolder writer = holder(7L, null, "write-transaction");
        assertThat(render(List.of(atOnce("SQLITE_BUSY", "not-waited", null, writer))))
                .contains(
                        """
                            why:       SQLite has not waited, though the connection has a busy timeout
                            held by:   connection 7 for 1.5 s, in a write transaction begun at a.Holder.run(Holder.java:9) by thread "writer"
                                       opened at a.Holder.open(Holder.java:3)
                            fix:       commit or roll back that transaction sooner
                        """);
    }

    private static LockWaitGroup atOnce(
            String code, String cause, String causeSql, LockHolder... holders) {
        return new LockWaitGroup(
                "/work/data/app.db",
                "a.Waiter.save(Waiter.java:5)",
                "write",
                "insert into t values(?)",
                1,
                0,
                0,
                1,
                List.of(code),
                cause,
                null,
                causeSql,
                List.of(holders),
                null,
                null);
    }

    @Test
    void saysThatItIsNotKnownForWhichDatabaseItWaited() {
        LockWaitGroup wait =
                new LockWaitGroup(
                        null,
                        "a.Waiter.save(Waiter.java:5)",
                        "write",
                        "insert into t values(?)",
                        1,
                        50,
                        50,
                        1,
                        List.of("SQLITE_BUSY"),
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null);

        assertThat(render(List.of(wait)))
                .contains(
                        """
                            at a.Waiter.save(Waiter.java:5)
                            database:  not known: the connection has others attached
                            code:      SQLITE_BUSY after up to 50 ms
                            held by:   not known, since the connection has databases attached, and nothing shows which of them it waited for
                            fix:       raise busy_timeout, if the lock is held for a moment only; else look for who else uses one of these databases
                        """);
    }

    private static LockWaitGroup checkpoint(String cause, String evidence) {
        return new LockWaitGroup(
                "/work/data/app.db",
                "a.Waiter.save(Waiter.java:5)",
                "checkpoint",
                "pragma wal_checkpoint(truncate)",
                1,
                50,
                50,
                1,
                List.of("SQLITE_BUSY"),
                cause,
                null,
                null,
                evidence == null ? List.of() : List.of(holder(7L, null, evidence)),
                null,
                null);
    }

    private static LockWaitGroup wait(String code, int count, LockHolder... holders) {
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

    private static LockHolder holder(Long id, Long pid, String evidence) {
        return new LockHolder(
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
