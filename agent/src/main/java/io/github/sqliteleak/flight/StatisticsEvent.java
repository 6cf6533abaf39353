package io.github.sqliteleak.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** Counters over all connections. */
@Name("sqlite.Statistics")
@Label("Connection Statistics")
@Description("Counters over all connections of this JVM")
@Category("SQLite")
@Period("1 s")
@StackTrace(false)
final class StatisticsEvent extends Event {
    @Label("Open Connections")
    @Description("Connections open now")
    int openConnections;

    @Label("Peak of Open Connections")
    @Description("Most connections open at once, so far")
    int peakOpen;

    @Label("Leaked")
    @Description("Connections collected while open, so far")
    int leaked;

    @Label("Lock Waits")
    @Description("Waits for a lock so far, those that failed included")
    int lockWaits;

    @Label("Active Transactions")
    @Description("Explicit transactions open now")
    int activeTransactions;

    @Label("WAL Size")
    @Description("Length of the -wal files of all databases with an open connection, together")
    @DataAmount
    long walBytes;

    @Label("Internal Errors")
    @Description("Failures of the agent itself, so far; with any, all else may be too low")
    int internalErrors;
}
