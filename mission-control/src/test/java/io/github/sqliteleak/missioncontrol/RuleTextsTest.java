package io.github.sqliteleak.missioncontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmc.flightrecorder.rules.IRule;

/** Each rule's summary and explanation, word for word, for one and for many. */
class RuleTextsTest {
    private static final Map<String, ?> LEAK =
            Map.of(
                    "openSite",
                    "a.Repo.load(Repo.java:42)",
                    "database",
                    "/a.db",
                    "openThread",
                    "main");
    private static final Map<String, ?> WAIT =
            Map.of("waiterSite", "a.Reader.run(Reader.java:5)", "holderSite", "a.Writer.save");
    private static final Map<String, ?> STALE =
            Map.of(
                    "waiterSite", "a.Stock.put(Stock.java:9)",
                    "causeSite", "a.Stock.get(Stock.java:7)",
                    "cause", "stale-snapshot",
                    "resultCode", "SQLITE_BUSY_SNAPSHOT");
    private static final Map<String, ?> UPGRADE =
            Map.of("upgraded", true, "wrote", true, "statements", 2, "beginSite", "a.Stock.take");

    @TempDir Path folder;

    @ParameterizedTest
    @MethodSource("io.github.sqliteleak.missioncontrol.AllRulesTest#rules")
    void ofNone(IRule rule) throws Exception {
        String expected =
                switch (rule.getName()) {
                    case "Leaked Connections" -> "No connection leaked.";
                    case "Lock Contention" -> "No thread waited for a lock.";
                    case "Lock Timeouts" -> "No statement failed because of a lock.";
                    case "Write-Ahead Log" -> "No write-ahead log was seen to grow.";
                    case "Long Write Transactions" -> "No long write transaction was seen.";
                    default -> "No transaction was seen to read first and write later.";
                };

        assertThat(Judged.by(rule, new MadeUpRecording().read(folder)).text())
                .isEqualTo(expected + "\nnull\nnull");
    }

    @Test
    void ofLeaks() throws Exception {
        LeakedConnectionsRule rule = new LeakedConnectionsRule();

        says(
                rule,
                new MadeUpRecording().event(EventNames.LEAK, LEAK),
                """
                1 connection leaked, opened at a.Repo.load(Repo.java:42)
                The connection was opened there by thread "main" on /a.db, and never closed. An open transaction keeps its lock, and an open cursor pins the write-ahead log: others wait for it until "database is locked".""");
        says(
                rule,
                new MadeUpRecording()
                        .times(2, EventNames.LEAK, LEAK)
                        .event(EventNames.LEAK, with(LEAK, "inTransaction", true)),
                """
                3 connections leaked, opened at a.Repo.load(Repo.java:42)
                3 connections to /a.db were opened there, the first by thread "main", and never closed; 1 still held a transaction. An open transaction""");
        says(
                rule,
                new MadeUpRecording()
                        .event(EventNames.LEAK, with(LEAK, "openStatements", 2))
                        .event(EventNames.LEAK, Map.of("openSite", "a.Job.run")),
                """
                2 connections leaked at 2 sites, worst at a.Repo.load(Repo.java:42)
                The connection was opened there by thread "main" on /a.db, and never closed; it had statements open. An open transaction keeps its lock, and an open cursor pins the write-ahead log: others wait for it until "database is locked". All sites: a.Repo.load(Repo.java:42) (1), a.Job.run (1).""");
        says(
                rule,
                new MadeUpRecording().event(EventNames.STATISTICS, Map.of("leaked", 1)),
                """
                1 connection was garbage-collected while open
                No code can close it any more. Its site is told when the JVM ends.""");
        says(
                rule,
                new MadeUpRecording().event(EventNames.STATISTICS, Map.of("openConnections", 1)),
                """
                No connection leaked.
                1 connection was open when last counted.""");
    }

    @Test
    void ofContention() throws Exception {
        LockContentionRule rule = new LockContentionRule();

        says(
                rule,
                new MadeUpRecording().event(EventNames.LOCK_WAIT, 6, WAIT),
                """
                A thread waited 6 s for a lock, 6 % of the recorded time; it was held by a.Writer.save
                It waited at a.Reader.run(Reader.java:5).""");
        says(
                rule,
                new MadeUpRecording()
                        .event(EventNames.LOCK_WAIT, 6, WAIT)
                        .event(EventNames.LOCK_WAIT, 2, WAIT),
                """
                Waits for locks took 8 s in all, 8 % of the recorded time, most for a.Writer.save
                2 waits, the longest 6 s at a.Reader.run(Reader.java:5). Held by: a.Writer.save (8 s). Waited at: a.Reader.run(Reader.java:5) (8 s).""");
    }

    @Test
    void ofTimeouts() throws Exception {
        LockTimeoutsRule rule = new LockTimeoutsRule();

        says(
                rule,
                new MadeUpRecording().event(EventNames.LOCK_TIMEOUT, with(WAIT, "waited", 3_000)),
                """
                1 statement failed with "database is locked" at a.Reader.run(Reader.java:5); the lock was held by a.Writer.save
                Result code: SQLITE_BUSY. It waited 3 s.""");
        says(
                rule,
                new MadeUpRecording().event(EventNames.LOCK_TIMEOUT, STALE),
                """
                1 statement failed with "database is locked" at a.Stock.put(Stock.java:9); the lock was held by nobody any more (what had been read was stale)
                Result code: SQLITE_BUSY_SNAPSHOT. It did not wait.
                What a transaction had read was stale when it wrote""");
        says(
                rule,
                new MadeUpRecording().times(2, EventNames.LOCK_TIMEOUT, WAIT),
                """
                2 statements failed with "database is locked", most at a.Reader.run(Reader.java:5); the lock was held most by a.Writer.save
                Result codes: SQLITE_BUSY (2). None of them waited. Failed at: a.Reader.run(Reader.java:5) (2). Held by: a.Writer.save (2).""");
    }

    @Test
    void ofLogs() throws Exception {
        WalGrowthRule rule = new WalGrowthRule();
        Map<String, ?> large = Map.of("walBytes", 100L << 20);
        Map<String, ?> busy = Map.of("busy", true, "walBytesBefore", 100L << 20);

        says(
                rule,
                new MadeUpRecording().event(EventNames.STATISTICS, large),
                """
                A write-ahead log grew to 100 MiB; the reader that pins it is not known
                In all there were 100 MiB at first and 100 MiB at last. SQLite starts the log over""");
        says(
                rule,
                new MadeUpRecording().event(EventNames.CHECKPOINT, busy),
                """
                A write-ahead log grew to 100 MiB; the reader that pins it is not known
                A checkpoint could not end because of a reader. SQLite starts the log over""");
        says(
                rule,
                new MadeUpRecording().times(2, EventNames.CHECKPOINT, busy),
                """
                A write-ahead log grew to 100 MiB; the reader that pins it is not known
                2 checkpoints could not end because of a reader. SQLite starts the log over""");
    }

    @Test
    void ofLongTransactions() throws Exception {
        LongTransactionsRule rule = new LongTransactionsRule();
        Map<String, ?> idle = Map.of("mode", "immediate", "beginSite", "a.Idle.run");
        Map<String, ?> one = with(idle, "statements", 1);

        says(
                rule,
                new MadeUpRecording().event(EventNames.STATISTICS, Map.of("activeTransactions", 1)),
                """
                No long write transaction was seen.
                1 transaction was open when last counted. It is judged when it ends.""");
        says(
                rule,
                new MadeUpRecording()
                        .event(EventNames.TRANSACTION, 0.5, UPGRADE)
                        .event(EventNames.STATISTICS, Map.of("activeTransactions", 2)),
                """
                The longest write transaction took 500 ms.
                2 transactions were open when last counted. Each is judged when it ends.""");
        says(
                rule,
                new MadeUpRecording().event(EventNames.TRANSACTION, 5, idle),
                """
                1 write transaction was long: 5 s, begun at a.Idle.run
                It ran no statement in 5 s: it was idle, and no other connection could write meanwhile.""");
        says(
                rule,
                new MadeUpRecording()
                        .times(2, EventNames.TRANSACTION, UPGRADE)
                        .event(EventNames.TRANSACTION, 5, one),
                """
                1 write transaction was long: 5 s, begun at a.Idle.run
                It ran only 1 statement in 5 s: mostly it was idle, and no other connection could write meanwhile.""");
        says(
                rule,
                new MadeUpRecording()
                        .event(EventNames.TRANSACTION, 5, with(idle, "statements", 99))
                        .event(EventNames.TRANSACTION, 2, UPGRADE),
                """
                2 write transactions were long, the longest 5 s, begun at a.Idle.run
                It ran 99 statements in 5 s, and no other connection could write meanwhile. All sites: a.Idle.run (5 s), a.Stock.take (2 s).""");
    }

    @Test
    void ofReadsThatBecameWrites() throws Exception {
        UpgradedReadsRule rule = new UpgradedReadsRule();
        String why =
                "When another connection writes between the read and the write, SQLite fails the"
                        + " write at once (SQLITE_BUSY or SQLITE_BUSY_SNAPSHOT) and no busy timeout"
                        + " helps.";

        says(
                rule,
                new MadeUpRecording().event(EventNames.TRANSACTION, UPGRADE),
                "1 transaction began deferred, read and then wrote, at a.Stock.take\n"
                        + why
                        + "\n");
        says(
                rule,
                new MadeUpRecording().times(2, EventNames.TRANSACTION, UPGRADE),
                "2 transactions began deferred, read and then wrote; worst at a.Stock.take\n"
                        + why);
        says(
                rule,
                new MadeUpRecording().event(EventNames.LOCK_TIMEOUT, STALE),
                "1 transaction began deferred and read, and failed when it then wrote, at"
                        + " a.Stock.put(Stock.java:9)\n"
                        + why
                        + " What was stale had been read at a.Stock.get(Stock.java:7).\n");
        says(
                rule,
                new MadeUpRecording()
                        .times(2, EventNames.LOCK_TIMEOUT, STALE)
                        .event(EventNames.LOCK_TIMEOUT, with(STALE, "causeSite", "a.Other.get")),
                "3 transactions began deferred and read, and failed when they then wrote; worst at"
                        + " a.Stock.put(Stock.java:9)\n"
                        + why
                        + " What was stale had been read at: a.Stock.get(Stock.java:7) (2),"
                        + " a.Other.get (1).\n");
        says(
                rule,
                new MadeUpRecording()
                        .event(EventNames.TRANSACTION, UPGRADE)
                        .event(EventNames.LOCK_TIMEOUT, STALE),
                "1 transaction began deferred, read and then wrote, and 1 more failed at that; worst"
                        + " at a.Stock.put(Stock.java:9)\n"
                        + why
                        + " Sites, a failure counted as ten: a.Stock.put(Stock.java:9) (10),"
                        + " a.Stock.take (1).");
    }

    private void says(IRule rule, MadeUpRecording recording, String text) throws Exception {
        assertThat(Judged.by(rule, recording.read(folder)).text()).startsWith(text);
    }

    private static Map<String, ?> with(Map<String, ?> values, String name, Object value) {
        Map<String, Object> all = new HashMap<>(values);
        all.put(name, value);
        return all;
    }
}
