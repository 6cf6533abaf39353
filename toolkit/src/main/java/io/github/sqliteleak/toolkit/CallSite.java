package io.github.sqliteleak.toolkit;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The line of the user's code that called into the toolkit. */
final class CallSite {
    // So many frames, and a few of the JDK's, are between here and the user.
    private static final int DEPTH = 8;
    private static final StackWalker WALKER =
            StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE), DEPTH);
    private static final String PACKAGE = CallSite.class.getPackageName() + ".";
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
    // This is asked for each time a connection is handed out: no stream, no lambda.
    private static final Function<Stream<StackFrame>, @Nullable StackFrame> FIRST_OF_USER =
            CallSite::firstOfUser;

    private CallSite() {}

    /**
     * As {@code package.Class.method(File.java:line)}; made into a text when it is asked for, since
     * nearly nobody does.
     */
    static Supplier<String> current() {
        StackFrame user = WALKER.walk(FIRST_OF_USER);
        return () -> user == null ? "an unknown line" : text(user);
    }

    private static @Nullable StackFrame firstOfUser(Stream<StackFrame> stack) {
        Spliterator<StackFrame> frames = stack.spliterator();
        Found found = new Found();
        boolean more = true;
        while (more && found.user == null) {
            more = frames.tryAdvance(found);
        }
        return found.user;
    }

    private static final class Found implements Consumer<StackFrame> {
        private @Nullable StackFrame user;

        @Override
        public void accept(StackFrame frame) {
            if (isUsers(frame.getDeclaringClass())) {
                user = frame;
            }
        }
    }

    private static boolean isUsers(Class<?> type) {
        if (OWN.contains(type)) {
            return false;
        }
        String name = type.getName();
        return !name.startsWith("java.")
                && !(name.startsWith(PACKAGE) && OWN.contains(type.getNestHost()));
    }

    private static String text(StackFrame frame) {
        String file = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        String line = frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "";
        return frame.getClassName() + "." + frame.getMethodName() + "(" + file + line + ")";
    }
}
