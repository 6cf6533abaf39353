package io.github.sqliteleak.weave;

import io.github.sqliteleak.weave.DriverMember.Origin;
import java.util.List;

/**
 * What is woven into drivers of the third era (3.39.2 and later), all in one table. To follow a
 * change of the driver, change the table; {@link DriverInspector} holds a driver against it before
 * anything is woven.
 *
 * <p>A path must not pass through a value that may be null: woven code has no branches, so that it
 * needs no new stack map frames.
 */
final class Probes {
    /**
     * Field that weaving adds: what the registry knows of a handle, a statement, a statement's
     * pointer.
     */
    static final String TRACKED = "$sqliteLeak";

    /**
     * Method that weaving adds to a statement's pointer: the first column of its current row as
     * text. It reads what SQLite has answered already, and runs nothing.
     */
    static final String TEXT_METHOD = "$sqliteLeakText";

    /** As {@link #TEXT_METHOD}, as a number; to read it as text would make it one for good. */
    static final String NUMBER_METHOD = "$sqliteLeakNumber";

    /** Classes of the hooks, to stand before their methods. */
    private static final String OPEN = "OpenHooks.";

    private static final String RUN = "StatementHooks.";
    private static final String FAIL = "FailureHooks.";
    private static final String RESULT = "ResultHooks.";
    private static final String LOCK = "LockHooks.";
    private static final String COPY = "CopyHooks.";
    private static final String FACT = "FactHooks.";
    private static final String COPIED =
            "(Ljava/lang/String;Ljava/lang/String;Lorg/sqlite/core/DB$ProgressObserver;";
    private static final String SHORT_COPY = COPIED + ")";
    private static final String LONG_COPY = COPIED + "III)";
    static final String DB = "org/sqlite/core/DB";
    static final String NATIVE_DB = "org/sqlite/core/NativeDB";
    static final String POINTER = "org/sqlite/core/SafeStmtPtr";
    static final String STATEMENT = "org/sqlite/core/CoreStatement";
    static final String RESULT_SET = "org/sqlite/core/CoreResultSet";
    static final String STEPPED_RESULT_SET = "org/sqlite/jdbc3/JDBC3ResultSet";
    static final String BASE_CONNECTION = "org/sqlite/SQLiteConnection";
    static final String PLAIN_CONNECTION = "org/sqlite/jdbc3/JDBC3Connection";
    static final String PLAIN_STATEMENT = "org/sqlite/jdbc3/JDBC3Statement";
    static final String CONNECTION = "org/sqlite/jdbc4/JDBC4Connection";

    /** Interface that weaving adds to the connection, with one method, {@link #TRACKED}. */
    static final String FOLLOWED = "io/github/sqliteleak/registry/FollowedConnection";

    static final String CONNECTION_PARAMETERS =
            "(Ljava/lang/String;Ljava/lang/String;Ljava/util/Properties;)";

    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String STRING = "Ljava/lang/String;";

    /** Internal names, class then superclass, so that a path finds inherited members. */
    private static final List<String> SUPERCLASSES =
            List.of(
                    NATIVE_DB,
                    DB,
                    STEPPED_RESULT_SET,
                    RESULT_SET,
                    CONNECTION,
                    BASE_CONNECTION,
                    PLAIN_CONNECTION,
                    BASE_CONNECTION,
                    PLAIN_STATEMENT,
                    STATEMENT);

    static final DriverMember POINTER_DB =
            new DriverMember(POINTER, "db", "L" + DB + ";", Origin.DRIVER_OR_FALSE);

    static final DriverMember POINTER_ADDRESS =
            new DriverMember(POINTER, "ptr", "J", Origin.DRIVER_OR_FALSE);

    private static final DriverMember HANDLE_OF =
            new DriverMember(BASE_CONNECTION, "getDatabase()", "L" + DB + ";", Origin.DRIVER);

    static final List<DriverMember> MEMBERS =
            List.of(
                    new DriverMember(DB, TRACKED, OBJECT, Origin.ADDED),
                    new DriverMember(POINTER, TRACKED, OBJECT, Origin.ADDED),
                    new DriverMember(STATEMENT, TRACKED, OBJECT, Origin.ADDED),
                    POINTER_DB,
                    POINTER_ADDRESS,
                    new DriverMember(DB, "stmts", "Ljava/util/Set;", Origin.DRIVER),
                    new DriverMember(DB, "fileName", STRING, Origin.DRIVER),
                    new DriverMember(DB, "isClosed()", "Z", Origin.DRIVER),
                    HANDLE_OF,
                    new DriverMember(STATEMENT, "pointer", "L" + POINTER + ";", Origin.DRIVER),
                    new DriverMember(STATEMENT, "conn", "L" + BASE_CONNECTION + ";", Origin.DRIVER),
                    new DriverMember(STATEMENT, "sql", STRING, Origin.DRIVER),
                    new DriverMember(RESULT_SET, "stmt", "L" + STATEMENT + ";", Origin.DRIVER),
                    new DriverMember(RESULT_SET, "pastLastRow", "Z", Origin.DRIVER_OR_FALSE));

    static final List<Probe> ALL =
            List.of(
                    Probe.in(DB, "open", "(Ljava/lang/String;I)")
                            .onEnterStore(List.of("this.$sqliteLeak"), OPEN + "opening")
                            .onReturnStore(
                                    List.of("this.$sqliteLeak"),
                                    OPEN + "handleOpened",
                                    "this",
                                    "p1",
                                    "p2",
                                    "this.stmts",
                                    "this.$sqliteLeak",
                                    "lookup")
                            .onThrowStore(
                                    List.of("this.$sqliteLeak"),
                                    OPEN + "handleLeftOpen",
                                    "this",
                                    "p1",
                                    "p2",
                                    "this.stmts",
                                    "this.isClosed()"),
                    Probe.in(
                                    BASE_CONNECTION,
                                    "open",
                                    "(Ljava/lang/String;Ljava/lang/String;Ljava/util/Properties;)")
                            .onThrow(OPEN + "openFailed", "thrown", "p2"),
                    Probe.in(DB, "close", "()")
                            .onEnter(OPEN + "closing", "this.$sqliteLeak")
                            .onReturn(OPEN + "handleClosed", "this.$sqliteLeak")
                            .onThrow(OPEN + "closeFailed", "this.$sqliteLeak", "this.isClosed()"),
                    Probe.in(CONNECTION, "<init>", CONNECTION_PARAMETERS)
                            .onReturn(
                                    OPEN + "connected",
                                    "this",
                                    "p1",
                                    "this.getDatabase().$sqliteLeak")
                            .onReturn(OPEN + "configured", "p3", "this.getDatabase().$sqliteLeak"),
                    Probe.in(BASE_CONNECTION, "abort", "(Ljava/util/concurrent/Executor;)")
                            .onEnter(FACT + "aborted", "this.getDatabase().$sqliteLeak"),
                    Probe.in(PLAIN_CONNECTION, "setReadOnly", "(Z)")
                            .onThrow(FACT + "readOnlyRefused", "this.getDatabase().$sqliteLeak"),
                    Probe.in(PLAIN_STATEMENT, "cancel", "()")
                            .onEnter(FACT + "cancelled", "this.conn.getDatabase().$sqliteLeak"),
                    Probe.in(BASE_CONNECTION, "checkOpen", "()")
                            .onThrow(
                                    FAIL + "connectionClosed",
                                    "thrown",
                                    "this.getDatabase().$sqliteLeak"),
                    Probe.in(STATEMENT, "checkOpen", "()")
                            .onThrow(FAIL + "statementClosed", "thrown", "this.$sqliteLeak"),
                    Probe.in(POINTER, "ensureOpen", "()")
                            .onThrow(FAIL + "statementClosed", "thrown", "this.$sqliteLeak"),
                    Probe.in(DB, "prepare", "(L" + STATEMENT + ";)")
                            .onEnter(RUN + "preparing", "this.$sqliteLeak", "p1.sql")
                            .onReturnStore(
                                    List.of("p1.$sqliteLeak", "p1.pointer.$sqliteLeak"),
                                    RUN + "prepared",
                                    "this.$sqliteLeak",
                                    "p1.sql")
                            .onThrow(FAIL + "failed", "thrown", "this.$sqliteLeak", "p1.sql"),
                    Probe.in(DB, "execute", "(L" + STATEMENT + ";[Ljava/lang/Object;)")
                            .onEnter(RUN + "entered", "this.$sqliteLeak", "p1.$sqliteLeak")
                            .onReturn(
                                    RUN + "executed",
                                    "result",
                                    "this.$sqliteLeak",
                                    "p1.$sqliteLeak")
                            .onThrow(FAIL + "failed", "thrown", "this.$sqliteLeak", "p1.sql"),
                    Probe.in(DB, "executeUpdate", "(L" + STATEMENT + ";[Ljava/lang/Object;)")
                            .onReturn(RESULT + "reset", "p1.$sqliteLeak")
                            .onThrow(RESULT + "reset", "p1.$sqliteLeak"),
                    Probe.in(DB, "executeBatch", "(L" + POINTER + ";I[Ljava/lang/Object;Z)")
                            .onEnter(RUN + "entered", "this.$sqliteLeak", "p1.$sqliteLeak")
                            .onReturn(
                                    RUN + "executed", "false", "this.$sqliteLeak", "p1.$sqliteLeak")
                            .onThrow(
                                    FAIL + "batchFailed",
                                    "thrown",
                                    "this.$sqliteLeak",
                                    "p1.$sqliteLeak"),
                    Probe.in(DB, "exec", "(Ljava/lang/String;Z)")
                            .onEnter(RUN + "entered", "this.$sqliteLeak", "p1")
                            .onReturn(RUN + "executed", "this.$sqliteLeak", "p1")
                            .onThrow(FAIL + "failed", "thrown", "this.$sqliteLeak", "p1"),
                    Probe.in(NATIVE_DB, "_exec", "(Ljava/lang/String;)")
                            .onEnter(RUN + "entered", "this.$sqliteLeak", "p1")
                            .onReturn(RUN + "executedScript", "result", "this.$sqliteLeak", "p1")
                            .onThrow(FAIL + "scriptFailed", "thrown", "this.$sqliteLeak", "p1"),
                    Probe.in(
                                    NATIVE_DB,
                                    "create_function",
                                    "(Ljava/lang/String;Lorg/sqlite/Function;II)")
                            .onReturn(FAIL + "functionMade", "result", "this.$sqliteLeak", "p1"),
                    Probe.in(
                                    NATIVE_DB,
                                    "create_collation",
                                    "(Ljava/lang/String;Lorg/sqlite/Collation;)")
                            .onReturn(FAIL + "functionMade", "result", "this.$sqliteLeak", "p1"),
                    Probe.in(STEPPED_RESULT_SET, "next", "()")
                            .onEnter(RESULT + "stepping", "this.stmt.$sqliteLeak")
                            .onReturn(
                                    RESULT + "stepped", "this.stmt.$sqliteLeak", "this.pastLastRow")
                            .onThrow(RESULT + "stepFailed", "thrown", "this.stmt.$sqliteLeak"),
                    Probe.in(RESULT_SET, "close", "()")
                            .onReturn(RESULT + "reset", "this.stmt.$sqliteLeak"),
                    copy(Probe.in(NATIVE_DB, "backup", SHORT_COPY), "backupBegins"),
                    copy(Probe.whereThere(NATIVE_DB, "backup", LONG_COPY), "backupBegins"),
                    copy(Probe.in(NATIVE_DB, "restore", SHORT_COPY), "restoreBegins"),
                    copy(Probe.whereThere(NATIVE_DB, "restore", LONG_COPY), "restoreBegins"),
                    Probe.whereThere(BASE_CONNECTION, "serialize", "(Ljava/lang/String;)")
                            .onEnter(COPY + "serializing", "this.getDatabase().$sqliteLeak", "p1")
                            .onReturn(COPY + "serialized", "this.getDatabase().$sqliteLeak")
                            .onThrow(
                                    COPY + "serializingFailed",
                                    "thrown",
                                    "this.getDatabase().$sqliteLeak",
                                    "p1"),
                    Probe.whereThere(BASE_CONNECTION, "deserialize", "(Ljava/lang/String;[B)")
                            .onEnter(COPY + "deserializing", "this.getDatabase().$sqliteLeak", "p1")
                            .onReturn(COPY + "serialized", "this.getDatabase().$sqliteLeak")
                            .onThrow(
                                    COPY + "deserializingFailed",
                                    "thrown",
                                    "this.getDatabase().$sqliteLeak",
                                    "p1"));

    /** The driver's own commands {@code backup to} and {@code restore from} call these as well. */
    private static Probe copy(Probe probe, String begins) {
        return probe.onEnter(COPY + begins, "this.$sqliteLeak", "p2")
                .onReturn(COPY + "copied", "result", "this.$sqliteLeak")
                .onThrow(COPY + "copyThrew", "thrown", "this.$sqliteLeak");
    }

    /** Native methods that are put behind a hook, where waits for locks are watched. */
    static final List<NativeGate> GATES =
            List.of(
                    new NativeGate(NATIVE_DB, "busy_timeout", "(I)V", LOCK + "busyTimeout"),
                    new NativeGate(
                            NATIVE_DB,
                            "busy_handler",
                            "(Lorg/sqlite/BusyHandler;)V",
                            LOCK + "busyHandler"));

    static final DriverTable TABLE =
            new DriverTable(DriverClasses.WOVEN, SUPERCLASSES, MEMBERS, ALL, HANDLE_OF);

    private Probes() {}
}
