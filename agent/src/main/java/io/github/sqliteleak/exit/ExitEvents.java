package io.github.sqliteleak.exit;

import io.github.sqliteleak.flight.CheckpointFacts;
import io.github.sqliteleak.flight.FlightLog;
import io.github.sqliteleak.flight.OpenFacts;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.CheckpointOutcome;
import io.github.sqliteleak.report.DatabaseReport;
import io.github.sqliteleak.report.Grouping;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.system.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what was found and done at exit into Flight Recorder's words. */
public final class ExitEvents {
    private ExitEvents() {}

    /** An open connection as it is now, for the snapshot at the end of a recording's chunk. */
    public static OpenFacts snapshot(TrackedConnection connection, ExitPolicy policy) {
        LeakDescriber describer = new LeakDescriber(policy, System.nanoTime());
        return facts(describer.describe(connection));
    }

    /** As many as the time allows: the report has them all. */
    static void commit(
            FlightLog flight,
            List<LeakedConnection> leaks,
            List<DatabaseReport> databases,
            Deadline deadline) {
        for (LeakedConnection leak : leaks) {
            if (deadline.hasPassed()) {
                break;
            }
            flight.leaked(leak.kind().json(), facts(leak));
        }
        for (DatabaseReport database : databases) {
            flight.checkpointed(facts(database, idOf(database, leaks)));
        }
    }

    private static OpenFacts facts(LeakedConnection leak) {
        return new OpenFacts(
                leak.id(),
                leak.database(),
                Grouping.fingerprint(leak),
                leak.site().line(),
                String.join("\n", way(leak)),
                leak.openSite(),
                leak.openStack(),
                leak.thread(),
                leak.openedAt().toEpochMilli(),
                leak.open().toMillis(),
                leak.openStatements().size(),
                Boolean.TRUE.equals(leak.inTransaction()),
                leak.owner(),
                leak.tests().isEmpty() ? null : leak.tests().get(0));
    }

    private static List<String> way(LeakedConnection leak) {
        List<String> way = new ArrayList<>();
        leak.site().way().forEach(step -> way.add(step.frame()));
        return way;
    }

    private static CheckpointFacts facts(DatabaseReport database, long connectionId) {
        CheckpointOutcome outcome = database.checkpoint();
        return new CheckpointFacts(
                connectionId,
                database.path(),
                "truncate",
                outcome.result() == CheckpointOutcome.Result.BUSY,
                orZero(outcome.log()),
                orZero(outcome.checkpointed()),
                orZero(database.walBytesBefore()),
                orZero(database.walBytesAfter()),
                outcome.reason());
    }

    private static long idOf(DatabaseReport database, List<LeakedConnection> leaks) {
        for (LeakedConnection leak : leaks) {
            if (leak.database().equals(database.path())) {
                return leak.id();
            }
        }
        return 0;
    }

    private static int orZero(@Nullable Integer count) {
        return count == null ? 0 : Math.max(0, count);
    }

    private static long orZero(@Nullable Long bytes) {
        return bytes == null ? 0 : bytes;
    }
}
