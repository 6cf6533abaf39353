package io.github.sqliteleak.missioncontrol;

/** The agent's events. */
final class EventNames {
    static final String LEAK = "sqlite.ConnectionLeak";
    static final String OPEN = "sqlite.OpenConnection";
    static final String LOCK_WAIT = "sqlite.LockWait";
    static final String LOCK_TIMEOUT = "sqlite.LockTimeout";
    static final String TRANSACTION = "sqlite.Transaction";
    static final String CHECKPOINT = "sqlite.Checkpoint";
    static final String STATISTICS = "sqlite.Statistics";

    private EventNames() {}
}
