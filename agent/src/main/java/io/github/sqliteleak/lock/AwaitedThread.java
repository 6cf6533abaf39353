package io.github.sqliteleak.lock;

import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.Permissions;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/**
 * Whether a thread waits for another one: for its end, or for a lock that the other one has. Only
 * what the VM says counts. A JVM may have been made without the module that can be asked.
 */
final class AwaitedThread {
    private AwaitedThread() {}

    static boolean is(Thread waiting, Thread awaited) {
        try {
            Look look = new Look(Foreign.id(waiting));
            Permissions.use(look);
            ThreadInfo info = look.info;
            if (info == null) {
                return false;
            }
            LockInfo lock = info.getLockInfo();
            boolean joins =
                    lock != null
                            && lock.getIdentityHashCode() == System.identityHashCode(awaited)
                            && lock.getClassName().equals(awaited.getClass().getName());
            return joins || info.getLockOwnerId() == Foreign.id(awaited);
        } catch (NoClassDefFoundError | RuntimeException e) {
            // Without the module java.management, for one.
            return false;
        }
    }

    private static final class Look implements Runnable {
        private final long thread;
        private @Nullable ThreadInfo info;

        Look(long thread) {
            this.thread = thread;
        }

        @Override
        public void run() {
            info = ManagementFactory.getThreadMXBean().getThreadInfo(thread);
        }
    }
}
