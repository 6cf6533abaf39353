package io.github.sqliteleak.junit;

/** The first line of a stack that is neither this extension's nor the JDK's. */
final class CallerSite {
    private static final String[] OTHERS = {
        "io.github.sqliteleak.junit.", "java.", "javax.", "jdk.", "org.sqlite."
    };

    private CallerSite() {}

    /** As {@code com.example.Repo.load(Repo.java:42)}. */
    static String of(Throwable stack) {
        for (StackTraceElement frame : stack.getStackTrace()) {
            if (isCallers(frame.getClassName())) {
                return frame.getClassName()
                        + '.'
                        + frame.getMethodName()
                        + '('
                        + frame.getFileName()
                        + ':'
                        + frame.getLineNumber()
                        + ')';
            }
        }
        return "an unknown place";
    }

    private static boolean isCallers(String className) {
        for (String other : OTHERS) {
            if (className.startsWith(other)) {
                return false;
            }
        }
        return true;
    }
}
