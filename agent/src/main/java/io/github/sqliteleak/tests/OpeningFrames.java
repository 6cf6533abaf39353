package io.github.sqliteleak.tests;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.blame.FrameRules;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stack of an opening, asked for whose test it belongs to. */
final class OpeningFrames {
    private final CallStack stack;

    OpeningFrames(CapturedStack opening) {
        stack = CallStack.of(opening, CallStack.SITE_DEPTH);
    }

    /** Whether one of the frames is of the method, or of a lambda in it. */
    boolean areOfMethod(RunningTest test) {
        String method = test.methodName();
        if (method == null) {
            return false;
        }
        for (StackTraceElement frame : stack.userFrames()) {
            String name = frame.getMethodName();
            if (name.equals(method) || name.startsWith("lambda$" + method + '$')) {
                return true;
            }
        }
        return false;
    }

    /**
     * The class that the frames are in, with its nested classes and lambdas; null when they are in
     * none or in several of them.
     */
    @Nullable String onlyOf(Set<String> classNames) {
        Set<String> found = new HashSet<>();
        for (StackTraceElement frame : stack.userFrames()) {
            String innermost = innermost(frame.getClassName(), classNames);
            if (innermost != null) {
                found.add(innermost);
            }
        }
        // A test in a nested class may well use what the enclosing one has.
        found.removeIf(name -> found.stream().anyMatch(other -> other.startsWith(name + '$')));
        return found.size() == 1 ? found.iterator().next() : null;
    }

    /**
     * Whether a test framework runs on this thread what is around tests, such as TestNG's
     * {@code @AfterMethod}, while the test runs on another. What it runs of the very test is in the
     * test's method, as with a timeout.
     */
    boolean areCallbackBeside(RunningTest test, Set<String> classNames) {
        return isRunByFramework() && onlyOf(classNames) != null && !areOfMethod(test);
    }

    /** Whether a test framework calls the code that opens. */
    private boolean isRunByFramework() {
        boolean user = false;
        for (StackTraceElement frame : stack.frames()) {
            if (FrameRules.isUserCode(frame)) {
                user = true;
            } else if (user && FrameRules.isTestFramework(frame.getClassName())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String innermost(String frameClass, Set<String> classNames) {
        String name = frameClass;
        while (!classNames.contains(name)) {
            int end = name.lastIndexOf('$');
            if (end <= 0) {
                return null;
            }
            name = name.substring(0, end);
        }
        return name;
    }
}
