package io.github.sqliteleak.report.words;

import io.github.sqliteleak.report.HarmOrder;
import io.github.sqliteleak.report.LeakSite;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.report.OpenStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What leaked connections still hold, in the words of the console report. */
public final class Holds {
    private static final int LINES_SHOWN = 6;
    private static final int SQL_SHOWN = 120;

    private final boolean full;
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    private Holds(boolean full) {
        this.full = full;
    }

    /** Of the connections shown; nothing is said where there are none. */
    public static List<String> ofShown(LeakSite group) {
        return group.connections().isEmpty() ? List.of() : lines(group.connections(), false);
    }

    /** The distinct things, locks first. */
    public static List<String> lines(List<LeakedConnection> connections, boolean full) {
        Holds holds = new Holds(full);
        boolean unknown = false;
        for (LeakedConnection connection : connections) {
            unknown |= connection.inTransaction() == null;
            holds.addTransaction(connection);
        }
        holds.addStatements(connections, true);
        holds.addStatements(connections, false);
        List<String> lines = holds.lines();
        if (unknown) {
            lines.add("not known whether a transaction");
        } else if (lines.isEmpty()) {
            lines.add("no transaction, no open statement");
        }
        return lines;
    }

    private void addTransaction(LeakedConnection connection) {
        if (HarmOrder.inTransaction(connection)) {
            String site = connection.transactionSite();
            String sql = connection.transactionSql();
            count(
                    "an open transaction"
                            + (site == null && sql == null ? "" : " begun")
                            + (site == null ? "" : " at " + site)
                            + (sql == null ? "" : " by " + cut(sql)));
        }
    }

    private void addStatements(List<LeakedConnection> connections, boolean cursors) {
        for (LeakedConnection connection : connections) {
            for (OpenStatement statement : connection.openStatements()) {
                if (statement.cursorOpen() == cursors) {
                    String sql = statement.sql();
                    count(
                            (cursors ? "an open cursor" : "an open statement")
                                    + (sql == null ? "" : ": " + cut(sql))
                                    + (statement.site() == null ? "" : " at " + statement.site()));
                }
            }
        }
    }

    private void count(String line) {
        Integer before = counts.get(line);
        counts.put(line, before == null ? 1 : before + 1);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Integer> line : counts.entrySet()) {
            if (!full && lines.size() == LINES_SHOWN) {
                lines.add("… and " + (counts.size() - LINES_SHOWN) + " more");
                break;
            }
            int times = line.getValue();
            lines.add(times == 1 ? line.getKey() : line.getKey() + " (" + times + " times)");
        }
        return lines;
    }

    private String cut(String sql) {
        String text = Words.sql(sql);
        return full ? text : Words.cut(text, SQL_SHOWN);
    }
}
