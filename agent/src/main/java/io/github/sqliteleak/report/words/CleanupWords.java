package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.HarmOrder;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of leaked connections at exit. */
public final class CleanupWords {
    private CleanupWords() {}

    /** Of a group of which not all connections are shown. */
    public static String summary(LeakSite group) {
        Integer closed = group.closedByAgent();
        return (closed == null ? "not known how many" : closed.toString())
                + " of "
                + group.count()
                + " closed by the agent";
    }

    public static String outcome(LeakedConnection connection) {
        String detail = connection.forceClose().detail();
        String because = detail == null || detail.isBlank() ? "" : ": " + detail.strip();
        ForceClose.Result result = connection.forceClose().result();
        if (result == ForceClose.Result.CLOSED) {
            String rolledBack =
                    HarmOrder.inTransaction(connection) ? ", its transaction rolled back" : "";
            return "closed by the agent" + rolledBack + because;
        }
        if (result == ForceClose.Result.ALREADY_CLOSED) {
            return "closed in the meantime, not by the agent" + because;
        }
        if (result == ForceClose.Result.TIMED_OUT) {
            return "NOT closed, timed out" + because;
        }
        return (result == ForceClose.Result.FAILED ? "NOT closed, failed" : "left open") + because;
    }

    /** How many of these connections had each outcome. */
    public static Map<String, Integer> outcomes(List<LeakedConnection> connections) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (LeakedConnection connection : connections) {
            counts.merge(outcome(connection), 1, Integer::sum);
        }
        return counts;
    }
}
