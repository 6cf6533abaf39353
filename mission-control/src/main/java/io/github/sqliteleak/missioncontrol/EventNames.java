package io.github.sqliteleak.missioncontrol;

import java.util.List;

/** The agent's events that rules read. */
final class EventNames {
    static final String LEAK = "sqlite.ConnectionLeak";
    static final String OPEN = "sqlite.OpenConnection";
    static final String LOCK_WAIT = "sqlite.LockWait";
    static final String LOCK_TIMEOUT = "sqlite.LockTimeout";
    static final String TRANSACTION = "sqlite.Transaction";
    static final String CHECKPOINT = "sqlite.Checkpoint";
    static final String STATISTICS = "sqlite.Statistics";

    static final List<String> ALL =
            List.of(LEAK, OPEN, LOCK_WAIT, LOCK_TIMEOUT, TRANSACTION, CHECKPOINT, STATISTICS);

    private EventNames() {}
}
