package io.github.sqliteleak.jmx;

import io.github.sqliteleak.live.LiveCounts;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/** The numbers of the MBean: their names and what is said of them to whoever looks. */
enum Measure {
    OPEN("OpenConnections", "connections open now", "gauge", ""),
    PEAK("PeakOpenConnections", "most open at once, since the start or resetPeaks", "gauge", ""),
    OPENED("OpenedConnections", "opened so far", "counter", ""),
    CLOSED("ClosedConnections", "closed so far", "counter", ""),
    EXCLUDED("ExcludedConnections", "opened so far and not tracked", "counter", ""),
    FAILED_OPENS("FailedOpens", "openings that failed so far", "counter", ""),
    COLLECTED("LeakedConnections", "garbage-collected while open, not closed yet", "gauge", ""),
    LENT("LentConnections", "lent by pools now", "gauge", ""),
    LONGEST_LENT("LongestLentMillis", "longest time that one is lent for", "gauge", "ms"),
    TRANSACTIONS("ActiveTransactions", "explicit transactions open now", "gauge", ""),
    LONGEST_TRANSACTION("LongestTransactionMillis", "longest of them", "gauge", "ms"),
    CURSORS("OpenCursors", "results not read to their end", "gauge", ""),
    RUNNING("RunningStatements", "connections that run a statement now", "gauge", ""),
    WAITING("WaitingConnections", "connections that wait for a lock now", "gauge", ""),
    LOCK_WAITS(
            "LockWaits",
            "waits for a lock so far, failures included; -1: not known",
            "counter",
            ""),
    LOCK_TIMEOUTS("LockTimeouts", "statements that failed on a lock; -1: not known", "counter", "");

    private final String label;
    private final String description;
    private final String metric;
    private final String unit;

    Measure(String label, String description, String metric, String unit) {
        this.label = label;
        this.description = description;
        this.metric = metric;
        this.unit = unit;
    }

    /** The name that clients ask for. */
    String label() {
        return label;
    }

    String description() {
        return description;
    }

    /** {@code gauge} or {@code counter}. */
    String metric() {
        return metric;
    }

    /** Empty for a number of things. */
    String unit() {
        return unit;
    }

    OpenType<?> type() {
        return SimpleType.LONG;
    }

    long value(LiveCounts counts) {
        return switch (this) {
            case OPEN -> counts.open();
            case PEAK -> counts.peakOpen();
            case OPENED -> counts.opened();
            case CLOSED -> counts.closed();
            case EXCLUDED -> counts.excluded();
            case FAILED_OPENS -> counts.failedOpens();
            case COLLECTED -> counts.collected();
            case LENT -> counts.lent();
            case LONGEST_LENT -> counts.longestLentMillis();
            case TRANSACTIONS -> counts.transactions();
            case LONGEST_TRANSACTION -> counts.longestTransactionMillis();
            case CURSORS -> counts.openCursors();
            case RUNNING -> counts.running();
            case WAITING -> counts.waiting();
            case LOCK_WAITS -> counts.lockWaits();
            case LOCK_TIMEOUTS -> counts.lockTimeouts();
        };
    }
}
