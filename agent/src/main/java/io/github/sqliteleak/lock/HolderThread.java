package io.github.sqliteleak.lock;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.waits.ThreadWait;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What the thread that has a lock waits for while another thread waits for that lock. */
final class HolderThread {
    /** Ways to wait that lie below the call that says what for. */
    private static final List<String> BELOW =
            List.of(
                    "java.lang.Object",
                    "java.util.concurrent.locks.LockSupport",
                    "java.util.concurrent.locks.AbstractQueued",
                    "java.util.concurrent.ForkJoinPool",
                    "java.util.concurrent.CompletableFuture$Signaller",
                    "java.lang.VirtualThread",
                    "java.lang.System$",
                    "jdk.internal.",
                    "sun.misc.");

    /** What was seen is taken to be so for as long: a look at a stack can stop the whole VM. */
    private static final long SEEN_NANOS = 50_000_000;

    /** Weak: it is of use for a moment only. */
    private volatile WeakReference<Look> latest = new WeakReference<>(null);

    private record Look(Thread thread, long nanos, @Nullable String site, @Nullable String call) {}

    /** Looks at the threads of those that have the lock now, for a statement that has failed. */
    void look(PendingWait wait) {
        Thread waiter = wait.thread();
        for (Hold hold : wait.latest()) {
            Thread user = hold.user();
            if (user != null && user != waiter && waits(user)) {
                Look look = look(user);
                if (look.site() != null || look.call() != null) {
                    boolean forWaiter = AwaitedThread.is(user, waiter);
                    hold.threadWaits(new ThreadWait(look.site(), look.call(), forWaiter));
                }
            }
        }
    }

    /** False for a thread that sleeps: time alone ends that. */
    private static boolean waits(Thread thread) {
        return switch (Foreign.state(thread)) {
            case BLOCKED, WAITING -> true;
            case TIMED_WAITING -> LockSupport.getBlocker(thread) != null;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    private Look look(Thread thread) {
        long now = System.nanoTime();
        Look last = latest.get();
        if (last != null && last.thread() == thread && now - last.nanos() < SEEN_NANOS) {
            return last;
        }
        StackTraceElement[] stack = Foreign.stack(thread);
        Look look =
                stack.length == 0
                        ? new Look(thread, now, null, null)
                        : new Look(thread, now, site(stack), call(stack));
        latest = new WeakReference<>(look);
        return look;
    }

    /** Null in a thread that none of the application's code runs in, such as an idle worker. */
    private static @Nullable String site(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !isBelow(name)) {
                return CapturedStack.of(List.of(stack)).site();
            }
        }
        return null;
    }

    /** Of the class of the JDK's that waits, the method that was called from outside. */
    private static @Nullable String call(StackTraceElement[] stack) {
        String outer = null;
        String method = null;
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (outer == null && isBelow(name)) {
                continue;
            }
            String top = name.replaceAll("[$].*", "");
            if (outer == null ? !top.startsWith("java.") : !top.equals(outer)) {
                break;
            }
            outer = top;
            method = frame.getMethodName();
        }
        return outer == null ? null : outer.replaceAll(".*[.]", "") + "." + method;
    }

    private static boolean isBelow(String className) {
        for (String below : BELOW) {
            if (className.startsWith(below)) {
                return true;
            }
        }
        return false;
    }
}
