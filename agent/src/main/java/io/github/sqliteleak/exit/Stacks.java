package io.github.sqliteleak.exit;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.ThreadName;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/** What other threads are doing. */
final class Stacks {
    private static final int FRAMES = 20;

    private Stacks() {}

    /** These words, the thread's name, and its stack a line a frame. */
    static String describe(String words, Thread thread) {
        StringBuilder text =
                new StringBuilder(words).append(" \"").append(ThreadName.of(thread)).append('"');
        StackTraceElement[] stack = Foreign.stack(thread);
        for (int i = 0; i < Math.min(FRAMES, stack.length); i++) {
            text.append("\n    at ").append(CallStack.format(stack[i]));
        }
        return text.toString();
    }

    /** True when the thread is inside native code of the driver. */
    static boolean runsSql(Thread thread) {
        for (StackTraceElement frame : Foreign.stack(thread)) {
            if (frame.isNativeMethod() && frame.getClassName().equals("org.sqlite.core.NativeDB")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The thread that owns the monitor that this one is blocked on; null when that is not known.
     */
    static @Nullable Thread ownerOfLockWaitedFor(Thread blocked) {
        long id = Foreign.id(blocked);
        if (id <= 0) {
            return null;
        }
        try {
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(id);
            return info == null ? null : liveThread(info.getLockOwnerId());
        } catch (LinkageError e) {
            // A runtime image without java.management.
            return null;
        }
    }

    private static @Nullable Thread liveThread(long id) {
        for (Thread thread : Foreign.threads()) {
            if (Foreign.id(thread) == id) {
                return thread;
            }
        }
        return null;
    }
}
