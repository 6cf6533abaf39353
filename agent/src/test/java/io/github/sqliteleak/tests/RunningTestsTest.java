package io.github.sqliteleak.tests;

import static io.github.sqliteleak.tests.TestThreads.inNewThread;
import static io.github.sqliteleak.tests.TestThreads.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.tests.OpeningTest.Evidence;
import io.github.sqliteleak.tests.RunningTest.Kind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunningTestsTest {
    private final RunningTests tests = new RunningTests();
    // Made before any test began: these inherit nothing.
    private final ExecutorService one = Executors.newSingleThreadExecutor();
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final ExecutorService bystander = Executors.newSingleThreadExecutor();

    @BeforeEach
    void beginPlan() throws Exception {
        for (ExecutorService thread : List.of(one, other, bystander)) {
            on(thread, () -> null);
        }
        tests.planBegan();
    }

    @AfterEach
    void stop() {
        one.shutdownNow();
        other.shutdownNow();
        bystander.shutdownNow();
    }

    @Test
    void isCertainOfTheTestOfThisThread() throws Exception {
        begin(one, "A#x()");
        begin(other, "B#y()");

        assertOpened(one).isEqualTo(opening(Evidence.CERTAIN, "A#x()"));
        assertOpened(other).isEqualTo(opening(Evidence.CERTAIN, "B#y()"));
    }

    @Test
    void chargesTheOnlyRunningTestForOtherThreads() throws Exception {
        begin(one, "A#x()");

        assertOpened(bystander).isEqualTo(opening(Evidence.ONLY_RUNNING_TEST, "A#x()"));
    }

    @Test
    void goesByTheThreadsDescentWhenSeveralTestsRun() throws Exception {
        begin(one, "A#x()");
        begin(other, "B#y()");

        OpeningTest opened = on(one, () -> inNewThread(this::opener));

        assertThat(opened).isEqualTo(opening(Evidence.INHERITED, "A#x()"));
    }

    @Test
    void prefersTheOnlyRunningTestToTheThreadsDescentAndTellsBoth() throws Exception {
        RunningTest first = begin(one, "A#x()");
        ExecutorService child = on(one, TestThreads::startedThread);
        on(one, () -> end(first));
        RunningTest again = begin(one, "A#x()");

        assertOpened(child).isEqualTo(opening(Evidence.ONLY_RUNNING_TEST, "A#x()"));

        on(one, () -> end(again));
        begin(other, "B#y()");

        assertOpened(child)
                .isEqualTo(
                        new OpeningTest(
                                Evidence.ONLY_RUNNING_TEST,
                                name("B#y()"),
                                List.of(),
                                name("A#x()")));
        assertOpened(bystander).isEqualTo(opening(Evidence.ONLY_RUNNING_TEST, "B#y()"));
        child.shutdownNow();
    }

    @Test
    void remembersTheTestThatStartedAThreadWhenItHasEnded() throws Exception {
        RunningTest first = begin(one, "A#x()");
        ExecutorService child = on(one, TestThreads::startedThread);
        on(one, () -> end(first));

        assertOpened(child).isEqualTo(opening(Evidence.INHERITED, "A#x()"));
        child.shutdownNow();
    }

    @Test
    void knowsTheClassOfWhatItsThreadOpensOutsideItsTests() throws Exception {
        beginClass(one, "A", null);

        assertOpened(one).isEqualTo(opening(Evidence.CLASS, "A"));
        assertOpened(bystander).isEqualTo(unknown());
    }

    @Test
    void knowsTheClassThoughATestOfAnotherRunsBeside() throws Exception {
        beginClass(one, "A", null);
        begin(other, "B#y()");

        assertOpened(one).isEqualTo(opening(Evidence.CLASS, "A"));
    }

    @Test
    void knowsTheClassByTheCodeThatOpens() throws Exception {
        begin(one, "A#x()");
        begin(other, "B#y()");

        assertOpened(bystander, "Db.open", "A.lambda$x$0").isEqualTo(opening(Evidence.CLASS, "A"));
        assertOpened(bystander, "B$Fixture.open").isEqualTo(opening(Evidence.CLASS, "B"));
        assertOpened(bystander, "Db.open", "Ab.x").isEqualTo(unknown("A#x()", "B#y()"));
        assertOpened(bystander, "A.open", "B.lambda$y$0").isEqualTo(unknown("A#x()", "B#y()"));
    }

    @Test
    void takesTheInnermostClass() throws Exception {
        RunningTest outer = beginClass(one, "A", null);
        beginClass(one, "A$Nested", outer);

        assertOpened(bystander, "A.open", "A$Nested.lambda$x$0")
                .isEqualTo(opening(Evidence.CLASS, "A$Nested"));
        assertOpened(bystander, "A.open").isEqualTo(opening(Evidence.CLASS, "A"));
    }

    @Test
    void doesNotKnowTheClassByCodeOfOneThatIsOver() throws Exception {
        RunningTest over = beginClass(one, "A", null);
        on(one, () -> end(over));
        begin(one, "B#x()");
        begin(other, "B#y()");

        assertOpened(bystander, "A.open").isEqualTo(unknown("B#x()", "B#y()"));
        assertOpened(bystander, "B.open").isEqualTo(opening(Evidence.CLASS, "B"));
    }

    @Test
    void doesNotTakeTheClassThatAThreadCameWith() throws Exception {
        RunningTest type = beginClass(one, "A", null);
        ExecutorService child = on(one, TestThreads::startedThread);

        assertOpened(child, "Db.open").isEqualTo(unknown());

        on(one, () -> end(type));
        begin(one, "B#x()");
        begin(other, "B#y()");
        assertOpened(child, "Db.open").isEqualTo(unknown("B#x()", "B#y()"));
        child.shutdownNow();
    }

    @Test
    void doesNotTakeATestThatHadEndedBeforeTheThreadWasThere() throws Exception {
        RunningTest past = begin(one, "A#past()");
        on(other, () -> end(past));
        begin(other, "A#x()");
        begin(bystander, "A#y()");

        OpeningTest opened = on(one, () -> inNewThread(() -> opener("Db.open")));

        assertThat(opened).isEqualTo(unknown("A#x()", "A#y()"));
    }

    @Test
    void tellsAMethodThatMakesTestsFromWhatIsAroundIt() throws Exception {
        on(one, () -> tests.begin(Kind.METHOD, name("A#makes(int)"), "A", null));

        assertOpened(one, "Db.open", "A.makes", "org.junit.Runner.run")
                .isEqualTo(opening(Evidence.CERTAIN, "A#makes(int)"));
        assertOpened(one, "Db.open", "A.afterEach", "org.testng.Runner.run")
                .isEqualTo(opening(Evidence.CLASS, "A"));
    }

    @Test
    void doesNotChargeATestForWhatTheFrameworkRunsBesideIt() throws Exception {
        begin(one, "A#x(int)[0]");

        assertOpened(bystander, "Db.open", "A.afterEach", "org.testng.Runner.run")
                .isEqualTo(opening(Evidence.CLASS, "A"));
        assertOpened(bystander, "Db.open", "A.x", "org.junit.Timeout.run")
                .isEqualTo(opening(Evidence.ONLY_RUNNING_TEST, "A#x(int)[0]"));
        assertOpened(bystander, "Db.open", "A.lambda$x$0")
                .isEqualTo(opening(Evidence.ONLY_RUNNING_TEST, "A#x(int)[0]"));
    }

    @Test
    void chargesTheOnlyTestForWhatTheFrameworkRunsInAThreadOfThatTest() throws Exception {
        begin(one, "A#x()");

        OpeningTest opened =
                on(one, () -> inNewThread(() -> opener("A.beforeEach", "org.junit.Timeout.run")));

        assertThat(opened).isEqualTo(opening(Evidence.ONLY_RUNNING_TEST, "A#x()"));
    }

    @Test
    void prefersTheClassOfTheCodeToThatWhichBeganLastOnTheThread() throws Exception {
        beginClass(one, "A", null);
        beginClass(one, "B", null);

        assertOpened(one, "A.afterEach").isEqualTo(opening(Evidence.CLASS, "A"));
        assertOpened(one, "Db.open").isEqualTo(opening(Evidence.CLASS, "B"));
    }

    @Test
    void namesTheRunningTestsWhenItCannotTell() throws Exception {
        begin(one, "B#y()");
        begin(other, "A#x()");

        assertOpened(bystander).isEqualTo(unknown("A#x()", "B#y()"));
    }

    @Test
    void cannotTellBetweenClassesSideBySide() throws Exception {
        beginClass(one, "A", null);
        beginClass(other, "B", null);

        assertOpened(bystander).isEqualTo(unknown());
    }

    @Test
    void goesBackToTheClassWhenATestHasEnded() throws Exception {
        RunningTest type = beginClass(one, "A", null);
        RunningTest test = on(one, () -> tests.begin(Kind.TEST, name("A#x()"), "A", type));
        on(one, () -> end(test));

        assertOpened(one).isEqualTo(opening(Evidence.CLASS, "A"));

        on(one, () -> end(type));
        assertOpened(one).isEqualTo(unknown());
    }

    @Test
    void forgetsATestThatAnotherThreadEnds() throws Exception {
        RunningTest test = begin(one, "A#x()");
        on(other, () -> end(test));
        begin(other, "B#y()");
        begin(bystander, "C#z()");

        assertOpened(one).isEqualTo(unknown("B#y()", "C#z()"));
    }

    @Test
    void looksThroughEngines() throws Exception {
        on(one, () -> tests.begin(Kind.OTHER, name("JUnit Jupiter"), null, null));
        begin(other, "A#x()");

        assertOpened(one).isEqualTo(opening(Evidence.ONLY_RUNNING_TEST, "A#x()"));
    }

    @Test
    void keepsPlansWithinPlansApart() throws Exception {
        begin(one, "A#outer()");
        tests.planBegan();
        RunningTest inner = begin(one, "F#inner()");

        assertOpened(one).isEqualTo(opening(Evidence.CERTAIN, "F#inner()"));

        on(one, () -> end(inner));
        tests.planEnded();
        assertOpened(one).isEqualTo(opening(Evidence.CERTAIN, "A#outer()"));
    }

    @Test
    void saysNothingWithoutAPlan() throws Exception {
        tests.planEnded();

        assertOpened(bystander).isNull();
    }

    @Test
    void tellsTheObserverOfTheOutermostPlanOnly() {
        List<String> told = new ArrayList<>();
        RunningTests observed = new RunningTests();
        observed.observe(
                new TestPlanObserver() {
                    @Override
                    public void began() {
                        told.add("began");
                    }

                    @Override
                    public void ended() {
                        told.add("ended");
                    }

                    @Override
                    public void failed(Throwable failure) {
                        told.add("failed");
                    }
                });

        observed.planBegan();
        observed.planBegan();
        observed.planEnded();
        assertThat(told).containsExactly("began");
        observed.planEnded();

        assertThat(told).containsExactly("began", "ended");
    }

    @Test
    void keepsNothingOfTestsThatHaveEnded() throws Exception {
        RunningTest first = begin(one, "A#0()");
        WeakReference<RunningTest> early = new WeakReference<>(first);
        on(one, () -> end(early.get()));
        first = null;
        for (int i = 1; i < 1_000; i++) {
            RunningTest test = begin(one, "A#" + i + "()");
            on(one, () -> end(test));
        }

        io.github.sqliteleak.Await.until(
                "the first test is collected",
                () -> {
                    System.gc();
                    return early.get() == null;
                });
    }

    /** Frames as {@code Class.method}, the nearest first. */
    private ObjectAssert<@Nullable OpeningTest> assertOpened(
            ExecutorService thread, String... frames) throws Exception {
        return assertThat(on(thread, () -> opener(frames)));
    }

    private @Nullable OpeningTest opener(String... frames) {
        return tests.opener(TestThreads.stack(frames));
    }

    @Test
    void tellsAThreadTheTestThatItRunsItself() throws Exception {
        RunningTest test = begin(one, "A#x()");

        assertThat(on(one, tests::ofCallingThread)).isEqualTo(name("A#x()"));
        assertThat(on(other, tests::ofCallingThread)).as("the only one, elsewhere").isNull();
        assertThat(on(one, () -> inNewThread(tests::ofCallingThread))).as("inherited").isNull();

        on(bystander, () -> end(test));
        assertThat(on(one, tests::ofCallingThread)).as("ended by another thread").isNull();
    }

    @Test
    void tellsAThreadOfNoTestWhileItRunsAClass() throws Exception {
        RunningTest type = beginClass(one, "A", null);
        assertThat(on(one, tests::ofCallingThread)).isNull();

        RunningTest test = begin(one, "A#x()");
        assertThat(on(one, tests::ofCallingThread)).isEqualTo(name("A#x()"));
        on(one, () -> end(test));
        assertThat(on(one, tests::ofCallingThread)).isNull();
        on(one, () -> end(type));
    }

    private RunningTest begin(ExecutorService thread, String test) throws Exception {
        String className = test.substring(0, test.indexOf('#'));
        return on(thread, () -> tests.begin(Kind.TEST, name(test), className, null));
    }

    private RunningTest beginClass(ExecutorService thread, String type, @Nullable RunningTest in)
            throws Exception {
        return on(thread, () -> tests.begin(Kind.CLASS, name(type), type, in));
    }

    private @Nullable Void end(RunningTest test) {
        tests.end(test);
        return null;
    }

    private static OpeningTest opening(Evidence evidence, String test) {
        return new OpeningTest(evidence, name(test));
    }

    private static OpeningTest unknown(String... running) {
        return new OpeningTest(Evidence.UNKNOWN, null, List.of(running), null);
    }

    private static TestName name(String text) {
        return new TestName(text, null);
    }
}
