package io.github.sqliteleak.agent;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.tests.OpeningTest;
import org.jspecify.annotations.Nullable;

/** Whose a connection is that no test method has opened, as far as the opening stack shows. */
public final class OpeningPlace {
    private static final String JUPITER = "org.junit.jupiter.";
    private static final String ARGUMENTS = JUPITER + "params.";
    private static final String DESCRIPTORS = JUPITER + "engine.descriptor.";

    private OpeningPlace() {}

    /** The class whose static initialiser opened it; null when none did. */
    public static @Nullable String initialisedClass(TrackedConnection connection) {
        for (StackTraceElement frame : connection.opening().frames()) {
            if (frame.getMethodName().equals("<clinit>")) {
                return frame.getClassName();
            }
            if (frame.getClassName().startsWith(JUPITER)) {
                return null;
            }
        }
        return null;
    }

    /**
     * Whether it was opened while arguments were made for parameterised tests of the class, or
     * before one of its invocations with the arguments for a whole class.
     */
    public static boolean isOfArguments(TrackedConnection connection, String testClass) {
        OpeningTest opened = connection.openingTest();
        if (opened == null || opened.test() == null) {
            return false;
        }
        String test = opened.test().text();
        if (!test.equals(testClass) && !test.startsWith(testClass + '#')) {
            return false;
        }
        boolean inTestClass = false;
        for (StackTraceElement frame : connection.opening().frames()) {
            String name = frame.getClassName();
            inTestClass |= isIn(name, testClass);
            // What else of the engine is on the stack calls methods on behalf of these.
            if (name.startsWith(ARGUMENTS) || name.startsWith(DESCRIPTORS)) {
                // A stream of arguments is asked for more by the engine itself.
                return name.startsWith(ARGUMENTS) || (inTestClass && name.contains("Template"));
            }
        }
        return false;
    }

    /** Whether it is the class or one in it. */
    public static boolean isIn(String className, String testClass) {
        return className.equals(testClass) || className.startsWith(testClass + '$');
    }
}
