package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.HarmOrder;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import java.util.ArrayList;
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
        return outcome(connection, ", its transaction rolled back");
    }

    private static String outcome(LeakedConnection connection, String ofTransaction) {
        String detail = connection.forceClose().detail();
        String because = detail == null || detail.isBlank() ? "" : ": " + detail.strip();
        ForceClose.Result result = connection.forceClose().result();
        if (result == ForceClose.Result.CLOSED) {
            String rolledBack = HarmOrder.inTransaction(connection) ? ofTransaction : "";
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

    /** How many of these connections had each outcome, in words for so many. */
    public static Map<String, Integer> outcomes(List<LeakedConnection> connections) {
        Map<String, List<LeakedConnection>> alike = new LinkedHashMap<>();
        for (LeakedConnection connection : connections) {
            alike.computeIfAbsent(outcome(connection), text -> new ArrayList<>()).add(connection);
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Map.Entry<String, List<LeakedConnection>> some : alike.entrySet()) {
            List<LeakedConnection> of = some.getValue();
            String text =
                    of.size() == 1
                            ? some.getKey()
                            : outcome(of.get(0), ", their transactions rolled back");
            counts.put(text, of.size());
        }
        return counts;
    }
}
