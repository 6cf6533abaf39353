package io.github.sqliteleak.registry;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A call of the driver that goes on while a function or a collation of the application's, which it
 * has called, runs SQL on the same connection.
 *
 * @param outer the one that this was made from in turn
 */
record OuterCall(
        @Nullable TrackedStatement statement, @Nullable String script, @Nullable OuterCall outer) {
    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final InNativeCode IN_NATIVE_CODE = new InNativeCode();

    /**
     * Whether there is one on the stack of the calling thread, which is marked as running.
     * Otherwise the mark is a stale one: a hook has failed before it could take it away, for want
     * of stack.
     */
    static boolean isBelow() {
        return WALKER.walk(frames -> frames.anyMatch(IN_NATIVE_CODE));
    }

    /** Native code of the driver. From there SQLite calls functions. */
    private static final class InNativeCode implements Predicate<StackWalker.StackFrame> {
        @Override
        public boolean test(StackWalker.StackFrame frame) {
            return frame.isNativeMethod()
                    && frame.getClassName().equals("org.sqlite.core.NativeDB");
        }
    }
}
