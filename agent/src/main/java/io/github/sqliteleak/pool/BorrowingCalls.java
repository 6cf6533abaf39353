package io.github.sqliteleak.pool;

import java.util.List;

/** Frames of stacks in which a pool is asked for a connection. */
public final class BorrowingCalls {
    private static final String[] METHODS = {
        ".getConnection(", ".getReadWriteConnection(", ".getReadOnlyConnection("
    };

    private BorrowingCalls() {}

    /** Whether the pool was asked for a connection, and not for something else, as to begin. */
    public static boolean isOne(String frame) {
        for (String method : METHODS) {
            if (frame.contains(method)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a connection may have been opened in the call that lent it.
     *
     * @param opening its opening stack
     * @param borrowing that of the borrowing
     */
    public static boolean areSame(List<String> opening, List<String> borrowing) {
        int callers = 0;
        while (callers < borrowing.size() && isOne(borrowing.get(callers))) {
            callers++;
        }
        List<String> tail = borrowing.subList(callers, borrowing.size());
        int from = opening.size() - tail.size();
        return from >= 0 && opening.subList(from, opening.size()).equals(tail);
    }
}
