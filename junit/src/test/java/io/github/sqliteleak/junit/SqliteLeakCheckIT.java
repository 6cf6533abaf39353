package io.github.sqliteleak.junit;

import static io.github.sqliteleak.junit.LeakMessage.openedFrom;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.LazyFactories;
import com.example.Leaking;
import com.example.LeakingAssertions;
import com.example.LeakingThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;
import org.opentest4j.AssertionFailedError;

/** Under the agent: see the configuration of Failsafe. */
@Isolated
@Execution(ExecutionMode.SAME_THREAD)
class SqliteLeakCheckIT {
    private static final String LEAKING = "com.example.Leaking$";
    private static final String ASSERTIONS = "com.example.LeakingAssertions$";

    @Test
    void failsTheTestsThatLeakAndNoOther() {
        Outcomes outcomes = Outcomes.of(Leaking.InTests.class);

        assertThat(bare(outcomes))
                .containsOnly(
                        Map.entry("closes()", Outcomes.PASSED),
                        Map.entry("leaks()", from("InTests.leaks")),
                        Map.entry("leaksATransaction()", transaction()),
                        Map.entry("leaksTwice()", twice()),
                        Map.entry("leaksInterrupted()", from("InTests.leaksInterrupted")),
                        Map.entry("failsByItself()", "by itself"),
                        Map.entry("repeated 1", Outcomes.PASSED),
                        Map.entry("repeated 2", from("InTests.leaksInTheSecondRound")),
                        Map.entry("dynamic leak", openedFrom().toString()),
                        Map.entry("dynamic leak that fails", "by itself"),
                        Map.entry("dynamic control", Outcomes.PASSED));
        assertThat(outcomes.failures().get("dynamic leak that fails").getSuppressed())
                .singleElement()
                .satisfies(leak -> assertThat(leak).hasMessageStartingWith("SQLite: 1 connection"));
        assertThat(outcomes.failures().get("failsByItself()").getSuppressed())
                .singleElement()
                .satisfies(
                        leak ->
                                assertThat(LeakMessage.bare(leak.getMessage()))
                                        .isEqualTo(from("InTests.failsByItself")));
    }

    @Test
    void leadsToTheLineThatOpenedIt() {
        Throwable failure = Outcomes.of(Leaking.InTests.class).failures().get("leaks()");

        assertThat(failure).isInstanceOf(AssertionFailedError.class);
        assertThat(failure.getStackTrace())
                .extracting(frame -> frame.getClassName() + "." + frame.getMethodName())
                .containsExactly("com.example.Db.open", LEAKING + "InTests.leaks");
    }

    @Test
    void countsLazyDynamicTestsToTheirFactory() {
        Map<String, String> outcomes = bare(Outcomes.of(LazyFactories.class));

        for (String factory :
                List.of("stream()", "iterator()", "iterable()", "inner()", "array()", "inmost()")) {
            assertThat(outcomes.get(factory))
                    .as(factory)
                    .startsWith("SQLite: 1 connection opened by this test was left open\n")
                    .contains("LazyFactories.");
        }
        outcomes.keySet()
                .removeIf(
                        name ->
                                name.matches(
                                        "(stream|iterator|iterable|inner|array|inmost)\\(\\)"));
        assertThat(outcomes.values()).hasSize(9).containsOnly(Outcomes.PASSED);
    }

    @Test
    void countsTheConstructorToTheTest() {
        assertThat(bare(Outcomes.of(Leaking.InConstructor.class)))
                .containsOnly(
                        Map.entry("closesIt()", Outcomes.PASSED),
                        Map.entry("keepsItOpen()", keptIn("InConstructor", "<init>")),
                        Map.entry("closesInnerAndOuter()", Outcomes.PASSED),
                        Map.entry("closesInnerOnly()", keptIn("InConstructor", "<init>")));
    }

    @Test
    void countsBeforeEachAndAfterEachToTheTest() {
        assertThat(bare(Outcomes.of(Leaking.AroundTests.class)))
                .containsOnly(
                        Map.entry("closedInAfterEach()", Outcomes.PASSED),
                        Map.entry("leftByBeforeEach()", keptIn("AroundTests", "open")));
    }

    @Test
    void countsBeforeAllToTheClass() {
        String opener = "class " + LEAKING + "OfTheClass for all of its tests";

        assertThat(bare(Outcomes.of(Leaking.OfTheClass.class)))
                .containsOnly(
                        Map.entry(
                                "Leaking$OfTheClass",
                                opened("OfTheClass.open")
                                        .by(opener)
                                        .keptInFieldOf("OfTheClass")
                                        .toString()),
                        Map.entry("one()", Outcomes.PASSED),
                        Map.entry("another()", Outcomes.PASSED));
        assertThat(Outcomes.of(Leaking.OneInstance.class).counts())
                .isEqualTo(Map.of(Outcomes.PASSED, 2L));
    }

    @Test
    void onlyWarnsOrClosesWhereThePolicySaysSo() throws SQLException {
        assertThat(Outcomes.of(Leaking.Warned.class).counts())
                .isEqualTo(Map.of(Outcomes.PASSED, 1L));
        assertThat(bare(Outcomes.of(Leaking.Closed.class)))
                .containsOnly(
                        Map.entry("passes()", Outcomes.PASSED),
                        Map.entry("failsByItsOwnPolicy()", from("Closed.failsByItsOwnPolicy")));

        assertThat(handleIsClosed(Objects.requireNonNull(Leaking.Warned.left))).isTrue();
        assertThat(handleIsClosed(Objects.requireNonNull(Leaking.Closed.left))).isTrue();
    }

    @Test
    void leavesAloneWhatIsIgnored() throws SQLException {
        assertThat(bare(Outcomes.of(Leaking.Ignored.class)))
                .containsOnly(
                        Map.entry("knownByItsPlace()", Outcomes.PASSED),
                        Map.entry("unknown()", from("Ignored.unknown")));

        try (Connection ignored = Objects.requireNonNull(Leaking.Ignored.left)) {
            assertThat(handleIsClosed(ignored)).isFalse();
        }
    }

    @Test
    void saysWhatIsWrongWithAPattern() {
        String line =
                "@SqliteLeakCheck(ignore) of "
                        + LEAKING
                        + "BadPattern:1: \"opened:com.example.Repo\" is no pattern; allowed:"
                        + " open:, any:, test:, db:, fp:";

        assertThat(Outcomes.of(Leaking.BadPattern.class).counts().keySet()).containsExactly(line);
    }

    @Test
    void looksAtOneMethodOnly() {
        assertThat(bare(Outcomes.of(Leaking.OnOneMethod.class)))
                .containsOnly(
                        Map.entry("checked()", from("OnOneMethod.checked")),
                        Map.entry("notChecked()", Outcomes.PASSED));
    }

    @Test
    void leavesPoolsAlone() {
        assertThat(Outcomes.of(Leaking.Pooled.class).counts())
                .isEqualTo(Map.of(Outcomes.PASSED, 2L));

        assertThat(Leaking.Pooled.open()).isPositive();
        Leaking.Pooled.close();
    }

    @Test
    void seesTheThreadsOfATest() {
        Outcomes outcomes = Outcomes.of(LeakingThreads.InThreads.class);
        String lambda = "com.example.LeakingThreads$InThreads.lambda$leaksInAnExecutor$0";

        assertThat(bare(outcomes).get("leaksInAThread()"))
                .isEqualTo(
                        openedFrom("com.example.LeakingThreads$InThreads.open")
                                .thread("writer-1")
                                .toString());
        assertThat(bare(outcomes).get("leaksInAnExecutor()").replaceAll("pool-\\d+", "pool-1"))
                .isEqualTo(openedFrom(lambda).thread("pool-1-thread-1").toString());
    }

    @Test
    void failsTheTestThatUsesAThreadOfAnEarlierOne() throws SQLException {
        LeakingThreads.InAnEarlierTestsThread.LEFT.clear();
        Map<String, String> outcomes =
                bare(Outcomes.of(LeakingThreads.InAnEarlierTestsThread.class));

        assertThat(outcomes.remove("bLeaks()"))
                .startsWith("SQLite: 1 connection opened by this test was left open\n");
        assertThat(outcomes.values()).hasSize(4).containsOnly(Outcomes.PASSED);
        try (Connection left = LeakingThreads.InAnEarlierTestsThread.LEFT.get(0)) {
            assertThat(left.isClosed()).as("told on standard error only").isFalse();
        }
    }

    @Test
    void failsTheTestThatUsesAThreadOfItsClass() {
        Map<String, String> outcomes = bare(Outcomes.of(LeakingThreads.InTheClasssThread.class));

        assertThat(outcomes.remove("leaks()"))
                .startsWith("SQLite: 1 connection opened by this test was left open\n");
        assertThat(outcomes.values()).hasSize(2).containsOnly(Outcomes.PASSED);
    }

    @Test
    void closesWhatItHandedOutAndChecksTheRest() {
        Map<String, String> outcomes = bare(Outcomes.of(Leaking.WithDatabase.class));

        assertThat(outcomes.get("isGivenAConnection(Connection)")).isEqualTo(Outcomes.PASSED);
        assertThat(outcomes.get("leaksOneOfADataSource(DataSource)"))
                .isEqualTo(
                        openedFrom()
                                .site(
                                        LEAKING
                                                + "WithDatabase.leaksOneOfADataSource(Leaking.java:0)")
                                .through("TestDataSource.getConnection")
                                .toString());
        assertThat(
                        outcomes.get("leaksOneToTheFile(Path)")
                                .replaceAll("database: .*/test.db", "database:  a file"))
                .isEqualTo(
                        openedFrom(LEAKING + "WithDatabase.leaksOneToTheFile")
                                .database("a file")
                                .toString());
    }

    @Test
    void givesAssertionsForOpenConnections() {
        assertThat(bare(Outcomes.of(LeakingAssertions.Asserting.class)))
                .containsOnly(
                        Map.entry("sees(SqliteConnections)", Outcomes.PASSED),
                        Map.entry(
                                "seesNothingButTheTestsOwn(SqliteConnections, DataSource,"
                                        + " DataSource)",
                                Outcomes.PASSED),
                        Map.entry("asserts(SqliteConnections)", leftOpen("Asserting.asserts")));
    }

    @Test
    void givesAssertionsToConstructors() {
        assertThat(bare(Outcomes.of(LeakingAssertions.AssertingByConstructor.class)))
                .containsOnly(
                        Map.entry("sees()", Outcomes.PASSED),
                        Map.entry("asserts()", leftOpen("AssertingByConstructor.asserts")),
                        Map.entry(
                                "assertsByTheInner()",
                                leftOpen("AssertingByConstructor$Inner.assertsByTheInner")),
                        Map.entry(
                                "assertsByTheOuter()",
                                leftOpen("AssertingByConstructor$Inner.assertsByTheOuter")));
    }

    @Test
    void givesAssertionsToDynamicTests() {
        Outcomes outcomes = Outcomes.of(LeakingAssertions.AssertingDynamically.class);
        Outcomes inParallel =
                Outcomes.of(Outcomes.PARALLEL, LeakingAssertions.AssertingDynamically.class);

        for (Outcomes each : List.of(outcomes, inParallel)) {
            assertThat(each.of("dynamic control")).isEqualTo(Outcomes.PASSED);
            assertThat(List.of(each.of("dynamic asserts"), each.of("another thread asserts")))
                    .allSatisfy(
                            text ->
                                    assertThat(text)
                                            .startsWith("SQLite: 1 connection opened by this test ")
                                            .contains("    cleanup:   left open\n"));
            assertThat(each.byName()).hasSize(3);
        }
    }

    private static String leftOpen(String method) {
        return openedFrom(ASSERTIONS + method).cleanup("left open").toString();
    }

    private static Map<String, String> bare(Outcomes outcomes) {
        Map<String, String> bare = new LinkedHashMap<>();
        outcomes.byName().forEach((name, text) -> bare.put(name, LeakMessage.bare(text)));
        return bare;
    }

    private static LeakMessage opened(String method) {
        return openedFrom(LEAKING + method);
    }

    private static String keptIn(String type, String method) {
        return opened(type + "." + method).keptInFieldOf(type).toString();
    }

    private static String from(String method) {
        return opened(method).toString();
    }

    private static String transaction() {
        return opened("InTests.leaksATransaction")
                .transaction(
                        "an open transaction begun at "
                                + LEAKING
                                + "InTests.leaksATransaction(Leaking.java:0) by begin")
                .toString();
    }

    private static String twice() {
        return from("InTests.leaksTwice")
                .replace(
                        "1 connection opened by this test was",
                        "2 connections opened by this test were")
                .replace("1 connection opened at", "2 connections opened at")
                .replace("closed by the agent", "2 closed by the agent");
    }

    /** The agent closes the handle; the connection object may not have noticed. */
    private static boolean handleIsClosed(Connection connection) throws SQLException {
        return connection.unwrap(org.sqlite.SQLiteConnection.class).getDatabase().isClosed();
    }
}
