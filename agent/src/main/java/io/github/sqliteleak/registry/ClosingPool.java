package io.github.sqliteleak.registry;

import java.util.Set;

/** Whether a pool closes what it has lent, as a part of its own closing. */
public final class ClosingPool {
    private static final Set<String> OF_POOLS =
            Set.of("shutdown", "dispose", "terminate", "forceCloseAll", "destroy", "stop");

    private ClosingPool() {}

    /**
     * Whether the calling thread is within a method that closes this pool: one of its own, or one
     * of its library's whose name speaks of pools. {@code close} is a connection's, too.
     */
    public static boolean isOnStack(Lender pool) {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            String type = frame.getClassName();
            if (OF_POOLS.contains(frame.getMethodName())
                    ? pool.isOfType(type) || pool.isOf(type)
                    : frame.getMethodName().equals("close") && pool.isOfType(type)) {
                return true;
            }
        }
        return false;
    }
}
