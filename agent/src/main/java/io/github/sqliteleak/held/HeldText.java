package io.github.sqliteleak.held;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.OpenTransaction;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Foreign;
import java.time.Duration;

/** The words of the warnings about connections that are held unused. */
public final class HeldText {
    private final int stackDepth;

    /**
     * @param stackDepth the most frames of a stack to look at, 1 or more
     */
    public HeldText(int stackDepth) {
        this.stackDepth = stackDepth;
    }

    /**
     * False for an idle connection of a pool: it is the pool's work to keep it, as long as it holds
     * nothing or its pool is known to have it back.
     */
    boolean isWorthTelling(TrackedConnection connection, CapturedStack opened) {
        Lending lending = connection.lending();
        if (lending != null && lending.lender() != null) {
            return lending.isLent();
        }
        return connection.transaction() != null
                || connection.openCursors() > 0
                || stack(opened).owner().equals("application");
    }

    /** Where it was borrowed, else opened. */
    static CapturedStack where(TrackedConnection connection, CapturedStack opened) {
        Lending lending = connection.lending();
        CapturedStack borrowed = lending != null && lending.isLent() ? lending.stack() : null;
        return borrowed == null ? opened : borrowed;
    }

    String warning(TrackedConnection connection, CapturedStack opened, Duration unused) {
        StringBuilder text = new StringBuilder(512);
        text.append("connection ")
                .append(connection.id())
                .append(" to ")
                .append(database(connection))
                .append(" is open but unused for ")
                .append(millis(unused));
        Lending lending = connection.lending();
        Lending lent = lending != null && lending.isLent() ? lending : null;
        CapturedStack borrowed = lent == null ? null : lent.stack();
        if (borrowed == null) {
            text.append(connection.isAdopted() ? "\n  first use  " : "\n  opened at  ")
                    .append(stack(opened).site());
        } else {
            text.append("\n  borrowed at ").append(borrowed.site());
        }
        text.append("\n  holds      ").append(holds(connection));
        Thread thread = lent == null ? connection.thread() : lent.thread();
        String name = lent == null ? null : lent.threadName();
        text.append("\n  thread     ").append(name == null ? connection.threadName() : name);
        if (thread == null) {
            return text.append(" (ended)").toString();
        }
        text.append(" (").append(Foreign.state(thread)).append("), now at");
        StackTraceElement[] stack = Foreign.stack(thread);
        for (int i = 0; i < Math.min(stack.length, stackDepth); i++) {
            text.append("\n    at ").append(CallStack.format(stack[i]));
        }
        return text.toString();
    }

    String closed(TrackedConnection connection, CapturedStack opened, Duration held) {
        return "connection "
                + connection.id()
                + " to "
                + database(connection)
                + (connection.isAdopted() ? ", first used at " : ", opened at ")
                + stack(opened).site()
                + ", was closed after being held unused for "
                + millis(held);
    }

    private String holds(TrackedConnection connection) {
        OpenTransaction transaction = connection.transaction();
        int cursors = connection.openCursors();
        if (transaction == null && cursors == 0) {
            return "no transaction and no cursor";
        }
        StringBuilder text = new StringBuilder();
        if (transaction != null) {
            text.append(transaction.wrote() ? "a write transaction" : "a transaction");
            CapturedStack beginning = transaction.beginning();
            if (beginning != null) {
                text.append(" begun at ").append(CallStack.of(beginning, stackDepth).site());
            }
        }
        if (cursors > 0) {
            text.append(transaction == null ? "" : ", ")
                    .append(cursors)
                    .append(cursors == 1 ? " open cursor" : " open cursors");
        }
        return text.toString();
    }

    private CallStack stack(CapturedStack opened) {
        return CallStack.of(opened, stackDepth);
    }

    private static String database(TrackedConnection connection) {
        return DatabaseFile.of(connection.file(), connection.flags()).display();
    }

    private static String millis(Duration duration) {
        long millis = duration.toMillis();
        return millis < 10_000 ? millis + " ms" : duration.toSeconds() + " s";
    }
}
