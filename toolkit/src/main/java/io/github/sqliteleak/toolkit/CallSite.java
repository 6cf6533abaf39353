package io.github.sqliteleak.toolkit;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The line of the user's code that called into the toolkit. */
final class CallSite {
    private static final StackWalker WALKER =
            StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
    // By class, not by package: code that calls the toolkit may stand in any package.
    private static final Set<Class<?>> OWN =
            Set.of(
                    CallSite.class,
                    SqliteDatabase.class,
                    SqliteDatabaseBuilder.class,
                    Opening.class,
                    Connections.class,
                    ScopedTransaction.class,
                    ClosingSequence.class,
                    BusyRetry.class);

    private CallSite() {}

    /**
     * As {@code package.Class.method(File.java:line)}; made into a text when it is asked for, since
     * nearly nobody does.
     */
    static Supplier<String> current() {
        Optional<StackFrame> user =
                WALKER.walk(
                        frames ->
                                frames.filter(frame -> isUsers(frame.getDeclaringClass()))
                                        .findFirst());
        return () -> user.map(CallSite::text).orElse("an unknown line");
    }

    private static boolean isUsers(Class<?> type) {
        return !OWN.contains(type.getNestHost()) && !type.getName().startsWith("java.");
    }

    private static String text(StackFrame frame) {
        String file = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        String line = frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "";
        return frame.getClassName() + "." + frame.getMethodName() + "(" + file + line + ")";
    }
}
