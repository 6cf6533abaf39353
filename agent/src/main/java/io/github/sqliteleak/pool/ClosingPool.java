package io.github.sqliteleak.pool;

import io.github.sqliteleak.registry.Lender;
import java.util.Set;

/** Whether a pool closes what it has lent, as a part of its own closing. */
final class ClosingPool {
    private static final Set<String> METHODS =
            Set.of("close", "shutdown", "dispose", "terminate", "forceCloseAll", "destroy", "stop");

    private ClosingPool() {}

    /** Whether the calling thread is within a method that closes this pool. */
    static boolean isOnStack(Lender pool) {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            if (METHODS.contains(frame.getMethodName()) && pool.isOfType(frame.getClassName())) {
                return true;
            }
        }
        return false;
    }
}
