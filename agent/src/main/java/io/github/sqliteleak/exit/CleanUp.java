package io.github.sqliteleak.exit;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.ForceClose.Result;
import io.github.sqliteleak.report.LeftBehind;
import io.github.sqliteleak.system.BoundedWork;
import io.github.sqliteleak.system.Deadline;
import io.github.sqliteleak.system.OpenFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Closes leaked connections and checkpoints their databases: looks first, then acts. */
final class CleanUp {
    private static final String NO_TIME = "no time was left at exit";

    private final ExitPolicy policy;
    private final CollectedCloser collectedCloser;
    private final List<TrackedConnection> leaked;
    private final Supplier<Collection<TrackedConnection>> open;
    private final Function<TrackedConnection, LeftBehind> kinds;
    private final Map<TrackedConnection, ForceClose> outcomes = new HashMap<>();
    private volatile @Nullable List<DatabaseCleanup> cleanups;

    /**
     * @param open the connections that are open, leaked or not
     */
    CleanUp(
            ExitPolicy policy,
            CollectedCloser collectedCloser,
            LeakBook book,
            Supplier<Collection<TrackedConnection>> open) {
        this.open = open;
        this.policy = policy;
        this.collectedCloser = collectedCloser;
        this.leaked = book.leaked();
        this.kinds = book::leftBehindBy;
    }

    /**
     * Looks at the files, before anything is closed.
     *
     * @return false when that has taken too long: then nothing is checkpointed
     */
    boolean look(Deadline deadline) {
        return BoundedWork.run("look", deadline, this::lookNow);
    }

    private void lookNow() {
        Set<String> openFiles = collectedCloser.withFilesClosed(OpenFiles.ofThisProcess());
        List<LeakedDatabase> found = LeakedDatabase.of(leaked, collectedCloser::reopening);
        List<DatabaseCleanup> looked = new ArrayList<>();
        for (LeakedDatabase database : found) {
            Long walBytesBefore = collectedCloser.walBytesBefore(database);
            looked.add(new DatabaseCleanup(database, openFiles, walBytesBefore, notWanted()));
        }
        cleanups = looked;
    }

    private @Nullable String notWanted() {
        if (!policy.close()) {
            return "on-exit=report";
        }
        return policy.checkpoint() ? null : "checkpoint=off";
    }

    /**
     * Closes them, or not when that is not wanted.
     *
     * @param hooksRunning hooks of the application, which may be working with what was used since
     * @param begunNanos when the exit began
     */
    Map<TrackedConnection, ForceClose> close(
            List<Thread> hooksRunning, long begunNanos, Deadline deadline) {
        if (!policy.close()) {
            for (TrackedConnection connection : leaked) {
                outcomes.put(connection, new ForceClose(Result.NOT_ATTEMPTED, "on-exit=report"));
            }
            return outcomes;
        }
        List<TrackedConnection> toClose = new ArrayList<>();
        for (TrackedConnection connection : leaked) {
            ForceClose before = collectedCloser.outcome(connection);
            if (before == null && !hooksRunning.isEmpty()) {
                before = leftToHook(connection, hooksRunning.get(0), begunNanos);
            }
            if (before == null) {
                toClose.add(connection);
            } else {
                outcomes.put(connection, before);
            }
        }
        List<ForceClose> results =
                new ForceCloser(Turn.within(deadline, open.get())).close(toClose, deadline);
        for (int i = 0; i < toClose.size(); i++) {
            outcomes.put(toClose.get(i), results.get(i));
        }
        return outcomes;
    }

    /** It may be the very connection that the application's hook is working with. */
    private static @Nullable ForceClose leftToHook(
            TrackedConnection connection, Thread hook, long begunNanos) {
        return connection.lastUseNanos() < begunNanos
                ? null
                : new ForceClose(
                        Result.NOT_ATTEMPTED,
                        "used while the shutdown hook \""
                                + hook.getName()
                                + "\" was still running");
    }

    /** How many were not closed for want of time. */
    int withoutTime() {
        int number = 0;
        for (ForceClose outcome : outcomes.values()) {
            number += ForceCloser.NO_TIME.equals(outcome.detail()) ? 1 : 0;
        }
        return number;
    }

    /**
     * Checkpoints one database after the other, and looks at what is left.
     *
     * @param done takes what is said of each
     * @return false when time has run out before the last one
     */
    boolean finish(List<DatabaseReport> done, Deadline deadline) {
        List<DatabaseCleanup> all = cleanups;
        if (all == null) {
            return false;
        }
        List<DatabaseReport> inTime = new CopyOnWriteArrayList<>();
        boolean ended = BoundedWork.run("databases", deadline, () -> finish(all, inTime, deadline));
        done.addAll(inTime);
        for (DatabaseCleanup cleanup : all.subList(done.size(), all.size())) {
            done.add(
                    cleanup.unfinished(
                            new CheckpointOutcome(
                                    CheckpointOutcome.Result.SKIPPED, NO_TIME, null, null, null)));
        }
        return ended;
    }

    private void finish(List<DatabaseCleanup> all, List<DatabaseReport> done, Deadline deadline) {
        for (DatabaseCleanup cleanup : all) {
            if (deadline.hasPassed()) {
                throw new IllegalStateException("no time left");
            }
            done.add(cleanup.finish(stillOpen(cleanup.database()), deadline));
        }
    }

    private @Nullable StillOpen stillOpen(LeakedDatabase database) {
        for (TrackedConnection connection : database.connections()) {
            ForceClose outcome = outcomes.get(connection);
            if (outcome == null
                    || (outcome.result() != Result.CLOSED
                            && outcome.result() != Result.ALREADY_CLOSED)) {
                return new StillOpen(
                        connection.id(), connection.threadName(), kinds.apply(connection));
            }
        }
        return null;
    }
}
