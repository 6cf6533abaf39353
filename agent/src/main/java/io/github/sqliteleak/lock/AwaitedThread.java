package io.github.sqliteleak.lock;

import io.github.sqliteleak.system.Foreign;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/**
 * Whether a thread waits for another one: for its end, or for a lock that the other one has. Only
 * what the VM says counts. A JVM may have been made without the module that can be asked.
 */
final class AwaitedThread {
    private AwaitedThread() {}

    static boolean is(Thread waiting, Thread awaited) {
        try {
            ThreadInfo info =
                    ManagementFactory.getThreadMXBean().getThreadInfo(Foreign.id(waiting));
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
            // Without the module java.management, or where a security manager forbids it.
            return false;
        }
    }
}
