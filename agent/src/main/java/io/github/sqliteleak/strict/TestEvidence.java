package io.github.sqliteleak.strict;

import io.github.sqliteleak.agent.OpeningPlace;
import io.github.sqliteleak.registry.OpenScope;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.CommonPool;
import io.github.sqliteleak.system.UninterruptedWait;
import io.github.sqliteleak.tests.OpeningTest;
import io.github.sqliteleak.tests.OpeningTest.Evidence;
import io.github.sqliteleak.tests.TestName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a connection is a test's own. What the test's thread opened is. What was opened by a
 * thread that this one started may be another test's, since such a thread can serve a pool that
 * tests share: then there must be more to go by.
 *
 * @param testMethod null for what belongs to the class
 * @param company see {@link TestBridge}
 */
record TestEvidence(String testClass, @Nullable String testMethod, int company) {
    /** Between the last task of an executor that was shut down and the end of its thread. */
    private static final long THREAD_END_MILLIS = 500;

    boolean isCertain(TrackedConnection connection) {
        return !connection.isScopeInherited()
                || company == TestBridge.ALONE
                || runsTheTest(connection.opening().frames())
                || hasEnded(connection.thread());
    }

    /**
     * Whether a thread that the test did not start opened it for the test: while no other test was
     * running, and by a frame of the very test. Without the frame it can be what an earlier test
     * had asked the thread for; but not in the common pool when that was idle before the test.
     *
     * @param running the test, as the test platform knows it
     * @return what it rests on; null when that is not enough
     */
    @Nullable String ofTheTestAlone(
            TrackedConnection connection, @Nullable TestName running, OpenScope scope) {
        if (testMethod == null || !isWhileAlone(connection, running)) {
            return null;
        }
        if (new TestEvidence(testClass, testMethod, TestBridge.PARALLEL)
                .runsTheTest(connection.opening().frames())) {
            return "no other test was running, and the opening stack leads to this one";
        }
        return company == TestBridge.ALONE
                        && scope.beganWithIdlePool(connection)
                        && CommonPool.has(connection.thread())
                ? "no other test was running, and the common pool was idle when this one began"
                : null;
    }

    /** Whether it belongs to the class, whatever scope it was opened in. */
    boolean isOfTheClass(TrackedConnection connection) {
        if (testMethod != null) {
            return false;
        }
        String initialised = OpeningPlace.initialisedClass(connection);
        boolean inScope = OpenScope.isInOne(connection);
        if (initialised != null) {
            return inScope
                    ? OpeningPlace.isIn(initialised, testClass)
                    : initialised.equals(testClass);
        }
        return !inScope && OpeningPlace.isOfArguments(connection, testClass);
    }

    /** Whether it was opened by another thread while the test was the only one that ran. */
    static boolean isWhileAlone(TrackedConnection connection, @Nullable TestName running) {
        OpeningTest opened = connection.openingTest();
        return running != null
                && opened != null
                && opened.evidence() == Evidence.ONLY_RUNNING_TEST
                && running.equals(opened.test());
    }

    /** By a frame of the test class; with others of that class about, by one of the very test. */
    private boolean runsTheTest(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (OpeningPlace.isIn(name, testClass)
                    && (company == TestBridge.ALONE_IN_CLASS || isOfTest(frame.getMethodName()))) {
                return true;
            }
        }
        return false;
    }

    private boolean isOfTest(String method) {
        return testMethod == null
                || method.equals(testMethod)
                || method.startsWith("lambda$" + testMethod + '$');
    }

    /** A thread that did not outlive the test served no other one. */
    private static boolean hasEnded(@Nullable Thread thread) {
        if (thread == null || thread == Thread.currentThread()) {
            return true;
        }
        UninterruptedWait.join(thread, THREAD_END_MILLIS);
        return !thread.isAlive();
    }
}
