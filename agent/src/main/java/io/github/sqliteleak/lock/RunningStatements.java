package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.Operation;
import java.util.ArrayList;
import java.util.List;

/** Statements that run at this moment on other connections, and wait for nothing themselves. */
final class RunningStatements implements Search {
    private final Operation operation;

    /**
     * @param operation that they carry out, {@link Operation#READ} or {@link Operation#WRITE}
     */
    RunningStatements(Operation operation) {
        this.operation = operation;
    }

    @Override
    public List<Hold> find(Situation situation) {
        List<Hold> holds = new ArrayList<>(0);
        for (TrackedConnection other : situation.others()) {
            Thread busy = other.inFlight();
            if (busy != null && !other.isWaiting() && runs(other)) {
                Hold running = Holds.byRunning(other, busy);
                holds.add(operation == Operation.WRITE ? running.writing() : running.reading());
            }
        }
        return holds;
    }

    private boolean runs(TrackedConnection connection) {
        String sql = connection.runningSql();
        if (sql == null || Operation.of(sql) != operation) {
            return false;
        }
        return operation == Operation.WRITE
                ? connection.writesForSure(sql)
                : connection.readsForSure(sql);
    }
}
