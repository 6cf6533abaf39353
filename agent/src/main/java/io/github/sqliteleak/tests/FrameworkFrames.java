package io.github.sqliteleak.tests;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.blame.FrameRules;
import io.github.sqliteleak.tests.OpeningTest.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The test that a stack is in, where no test platform reports its tests to the agent: JUnit 3,
 * JUnit 4 and TestNG run by themselves, as Surefire does up to 3.5.
 */
public final class FrameworkFrames {
    private static final String[] FRAMEWORKS = {
        "org.junit.runners.",
        "org.junit.internal.runners.",
        "org.junit.rules.",
        "junit.framework.Test",
        "org.testng.internal."
    };

    /** So many frames lie between what calls a method and what says that it is a test. */
    private static final int NEAR = 6;

    private FrameworkFrames() {}

    /** Null where none of these frameworks has called user code. */
    public static @Nullable OpeningTest test(CapturedStack opening) {
        List<StackTraceElement> frames = opening.frames();
        StackTraceElement called = null;
        for (int i = 0; i < frames.size(); i++) {
            StackTraceElement frame = frames.get(i);
            if (FrameRules.isUserCode(frame)) {
                called = frame;
            } else if (called != null && isFramework(frame.getClassName())) {
                return new OpeningTest(
                        isTest(frames, i) ? Evidence.CERTAIN : Evidence.CLASS,
                        name(called, isTest(frames, i)));
            }
        }
        return null;
    }

    private static boolean isFramework(String className) {
        for (String framework : FRAMEWORKS) {
            if (className.startsWith(framework)) {
                return true;
            }
        }
        return false;
    }

    /** Otherwise it makes ready for tests, or cleans up behind them. */
    private static boolean isTest(List<StackTraceElement> frames, int framework) {
        int end = Math.min(frames.size(), framework + NEAR);
        for (StackTraceElement frame : frames.subList(framework, end)) {
            String type = frame.getClassName();
            String method = frame.getMethodName();
            if (type.equals("org.junit.internal.runners.statements.InvokeMethod")
                    || (type.startsWith("org.testng.internal.") && type.endsWith(".TestInvoker"))
                    || (type.equals("junit.framework.TestCase") && method.equals("runTest"))) {
                return true;
            }
            // TestNG's set-up is called by its invoker of tests, further out.
            if (type.endsWith(".ConfigInvoker") || method.equals("runBare")) {
                return false;
            }
        }
        return false;
    }

    private static TestName name(StackTraceElement called, boolean test) {
        String type = called.getClassName();
        return new TestName(test ? type + '#' + called.getMethodName() + "()" : type, null);
    }
}
