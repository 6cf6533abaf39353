package io.github.sqliteleak.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/** The part of an event about an open connection: by whom it was opened and what it holds. */
abstract class OpenState extends ConnectionEvent {
    @Label("Site")
    @Description("The line that must change: the first own frame that does not hand it on")
    @Nullable String site;

    @Label("Way")
    @Description("The frames from the driver to below the site, one a line")
    @Nullable String way;

    @Label("Open Site")
    @Description("First frame of user code of the opening stack")
    @Nullable String openSite;

    @Label("Open Thread")
    @Description("Name of the thread that opened it")
    @Nullable String openThread;

    @Label("Age")
    @Description("For how long it has been open")
    @Timespan(Timespan.MILLISECONDS)
    long age;

    @Label("In Transaction")
    @Description("Whether a transaction has begun on it and not ended")
    boolean inTransaction;

    @Label("Open Statements")
    @Description("Statements that the application has not closed")
    int openStatements;

    @Label("Owner")
    @Description("The application, or the pool that keeps the connection")
    @Nullable String owner;

    @Label("Test")
    @Description("The test that it is charged to")
    @Nullable String test;

    @Label("Opened At")
    @Description("When it was opened")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long openedAt;

    @Label("Fingerprint")
    @Description("The same for the same leak from run to run")
    @Nullable String fingerprint;

    @Label("Open Stack")
    @Description("The opening stack, one frame a line")
    @Nullable String openStack;

    void of(OpenFacts facts) {
        connectionId = facts.connectionId();
        database = facts.database();
        fingerprint = facts.fingerprint();
        site = facts.site();
        way = facts.way();
        openSite = facts.openSite();
        openStack = String.join("\n", facts.openStack());
        openThread = facts.openThread();
        openedAt = facts.openedAtMillis();
        age = facts.ageMillis();
        openStatements = facts.openStatements();
        inTransaction = facts.inTransaction();
        owner = facts.owner();
        test = facts.test();
    }
}
