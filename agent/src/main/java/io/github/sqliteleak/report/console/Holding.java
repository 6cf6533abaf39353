package io.github.sqliteleak.report.console;

import io.github.sqliteleak.moment.OpenConnection;

/** What a connection holds that others may have to wait for. */
final class Holding {
    private Holding() {}

    /** Empty for nothing. */
    static String of(OpenConnection open) {
        StringBuilder text = new StringBuilder();
        OpenConnection.Transaction transaction = open.transaction();
        if (transaction != null) {
            text.append(kind(transaction));
            text.append(" for ").append(MomentTimes.of(transaction.millis()));
            text.append(transaction.site() == null ? "" : ", begun at " + transaction.site());
        } else if (open.transactionUncertain()) {
            text.append("maybe a transaction");
        }
        int cursors = open.openCursors();
        if (cursors > 0) {
            text.append(text.isEmpty() ? "" : " and ");
            text.append(cursors == 1 ? "a result" : cursors + " results");
            text.append(" not read to the end");
        }
        return text.toString();
    }

    private static String kind(OpenConnection.Transaction transaction) {
        if (transaction.locks()) {
            return "a write transaction";
        }
        if (transaction.mayLock()) {
            return "a transaction that may have the write lock";
        }
        return transaction.reads() ? "a read transaction" : "a transaction without a lock";
    }
}
