package io.github.sqliteleak.weave;

import io.github.sqliteleak.weave.DriverMember.Origin;
import java.util.ArrayList;
import java.util.List;

/**
 * What is woven into drivers before 3.39.2, which know a statement by a number instead of an
 * object. The first era, up to 3.21.0.1, has a connection that opens the handle itself, and a
 * handle that refers to its connection; the second one, from 3.25.2 on, opens connections as later
 * ones do. None of them gets a busy handler: theirs is one for the whole process, and each that is
 * set is kept for good.
 */
final class EarlierProbes {
    static final String CORE_CONNECTION = "org/sqlite/core/CoreConnection";

    private static final String OPEN = "OpenHooks.";
    private static final String RUN = "StatementHooks.";
    private static final String FAIL = "FailureHooks.";
    private static final String RESULT = "ResultHooks.";
    private static final String EARLIER = "EarlierHooks.";
    private static final String FACT = "FactHooks.";

    private static final String DB = Probes.DB;
    private static final String STATEMENT = Probes.STATEMENT;
    private static final String HANDLE = "L" + DB + ";";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String TRACKED = "this." + Probes.TRACKED;
    private static final String OF_STATEMENT = "p1." + Probes.TRACKED;
    private static final String OF_RESULT = "this.stmt." + Probes.TRACKED;

    private static final DriverMember DB_OF_FIRST =
            new DriverMember(CORE_CONNECTION, "db()", HANDLE, Origin.DRIVER);

    private static final DriverMember DB_OF_SECOND =
            new DriverMember(Probes.BASE_CONNECTION, "getDatabase()", HANDLE, Origin.DRIVER);

    /** 3.8.11.2 to 3.21.0.1. */
    static final DriverTable FIRST = table(CORE_CONNECTION, DB_OF_FIRST, firstOpenings());

    /** 3.25.2 to 3.36.0.3. */
    static final DriverTable SECOND = table(Probes.BASE_CONNECTION, DB_OF_SECOND, secondOpenings());

    private EarlierProbes() {}

    private static DriverTable table(String base, DriverMember handleOf, List<Probe> openings) {
        List<Probe> probes = new ArrayList<>(openings);
        probes.addAll(statements());
        return new DriverTable(
                List.of(
                        DB,
                        Probes.NATIVE_DB,
                        STATEMENT,
                        Probes.RESULT_SET,
                        Probes.STEPPED_RESULT_SET,
                        base,
                        Probes.CONNECTION),
                List.of(
                        Probes.NATIVE_DB,
                        DB,
                        Probes.STEPPED_RESULT_SET,
                        Probes.RESULT_SET,
                        Probes.CONNECTION,
                        base),
                List.of(
                        new DriverMember(DB, Probes.TRACKED, OBJECT, Origin.ADDED),
                        new DriverMember(STATEMENT, Probes.TRACKED, OBJECT, Origin.ADDED),
                        new DriverMember(DB, "stmts", "Ljava/util/Map;", Origin.DRIVER),
                        new DriverMember(DB, "isClosed()", "Z", Origin.DRIVER_OR_FALSE),
                        handleOf,
                        new DriverMember(STATEMENT, "sql", "Ljava/lang/String;", Origin.DRIVER),
                        new DriverMember(
                                Probes.RESULT_SET, "stmt", "L" + STATEMENT + ";", Origin.DRIVER),
                        new DriverMember(
                                Probes.RESULT_SET, "pastLastRow", "Z", Origin.DRIVER_OR_FALSE)),
                probes,
                handleOf);
    }

    private static List<Probe> firstOpenings() {
        return List.of(
                Probe.in(DB, "open", "(Lorg/sqlite/SQLiteConnection;Ljava/lang/String;I)")
                        .onEnterStore(List.of(TRACKED), OPEN + "opening")
                        .onReturnStore(
                                List.of(TRACKED),
                                EARLIER + "ownedHandleOpened",
                                "this",
                                "p2",
                                "p3",
                                "this.stmts",
                                TRACKED),
                Probe.in(CORE_CONNECTION, "open", "(II)").onThrow(EARLIER + "openFailed", "thrown"),
                Probe.in(DB, "close", "()")
                        .onEnter(OPEN + "closing", TRACKED)
                        .onReturn(OPEN + "handleClosed", TRACKED)
                        .onThrow(OPEN + "handleClosed", TRACKED),
                Probe.in(Probes.CONNECTION, "<init>", Probes.CONNECTION_PARAMETERS)
                        .onReturn(OPEN + "connected", "this", "p1", "this.db()." + Probes.TRACKED));
    }

    private static List<Probe> secondOpenings() {
        String handle = "this.getDatabase()." + Probes.TRACKED;
        return List.of(
                Probe.in(DB, "open", "(Ljava/lang/String;I)")
                        .onEnterStore(List.of(TRACKED), OPEN + "opening")
                        .onReturnStore(
                                List.of(TRACKED),
                                EARLIER + "handleOpened",
                                "this",
                                "p1",
                                "p2",
                                "this.stmts",
                                TRACKED)
                        .onThrowStore(
                                List.of(TRACKED),
                                EARLIER + "handleLeftOpen",
                                "this",
                                "p1",
                                "p2",
                                "this.stmts",
                                "this.isClosed()"),
                Probe.in(Probes.BASE_CONNECTION, "open", Probes.CONNECTION_PARAMETERS)
                        .onThrow(OPEN + "openFailed", "thrown", "p2"),
                Probe.in(DB, "close", "()")
                        .onEnter(OPEN + "closing", TRACKED)
                        .onReturn(OPEN + "handleClosed", TRACKED)
                        .onThrow(OPEN + "closeFailed", TRACKED, "this.isClosed()"),
                Probe.in(Probes.CONNECTION, "<init>", Probes.CONNECTION_PARAMETERS)
                        .onReturn(OPEN + "connected", "this", "p1", handle)
                        .onReturn(OPEN + "configured", "p3", handle),
                Probe.in(Probes.BASE_CONNECTION, "abort", "(Ljava/util/concurrent/Executor;)")
                        .onEnter(FACT + "aborted", handle),
                Probe.in(Probes.BASE_CONNECTION, "checkOpen", "()")
                        .onThrow(FAIL + "connectionClosed", "thrown", handle));
    }

    private static List<Probe> statements() {
        return List.of(
                Probe.in(STATEMENT, "checkOpen", "()")
                        .onThrow(FAIL + "statementClosed", "thrown", TRACKED),
                Probe.in(DB, "prepare", "(L" + STATEMENT + ";)")
                        .onEnter(RUN + "preparing", TRACKED, "p1.sql")
                        .onReturnStore(List.of(OF_STATEMENT), RUN + "prepared", TRACKED, "p1.sql")
                        .onThrow(FAIL + "failed", "thrown", TRACKED, "p1.sql"),
                Probe.in(DB, "execute", "(L" + STATEMENT + ";[Ljava/lang/Object;)")
                        .onEnter(RUN + "entered", TRACKED, OF_STATEMENT)
                        .onReturn(RUN + "executed", "result", TRACKED, OF_STATEMENT)
                        .onThrow(FAIL + "failed", "thrown", TRACKED, "p1.sql"),
                Probe.in(DB, "executeUpdate", "(L" + STATEMENT + ";[Ljava/lang/Object;)")
                        .onReturn(RESULT + "reset", OF_STATEMENT)
                        .onThrow(RESULT + "reset", OF_STATEMENT),
                // The first era has no third parameter.
                Probe.in(DB, "executeBatch", "(JI[Ljava/lang/Object;")
                        .onEnter(EARLIER + "batchEntered", TRACKED, "this.stmts", "p1")
                        .onReturn(EARLIER + "batchExecuted", TRACKED, "this.stmts", "p1")
                        .onThrow(EARLIER + "batchFailed", "thrown", TRACKED, "this.stmts", "p1"),
                Probe.in(DB, "exec", "(Ljava/lang/String;")
                        .onEnter(RUN + "entered", TRACKED, "p1")
                        .onReturn(RUN + "executed", TRACKED, "p1")
                        .onThrow(FAIL + "failed", "thrown", TRACKED, "p1"),
                Probe.in(Probes.NATIVE_DB, "_exec", "(Ljava/lang/String;)")
                        .onEnter(RUN + "entered", TRACKED, "p1")
                        .onReturn(RUN + "executedScript", "result", TRACKED, "p1")
                        .onThrow(FAIL + "scriptFailed", "thrown", TRACKED, "p1"),
                Probe.in(Probes.STEPPED_RESULT_SET, "next", "()")
                        .onEnter(RESULT + "stepping", OF_RESULT)
                        .onReturn(RESULT + "stepped", OF_RESULT, "this.pastLastRow")
                        .onThrow(RESULT + "stepFailed", "thrown", OF_RESULT),
                Probe.in(Probes.RESULT_SET, "close", "()").onReturn(RESULT + "reset", OF_RESULT));
    }
}
