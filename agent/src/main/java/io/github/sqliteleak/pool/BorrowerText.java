package io.github.sqliteleak.pool;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.DatabaseFile;
import io.github.sqliteleak.registry.Lender;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.secrets.FreeText;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.ThreadName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words on who has a pool's connections. */
public final class BorrowerText {
    private static final int SHOWN = 10;
    private static final int FRAMES = 20;

    private BorrowerText() {}

    /**
     * A pool has no connection left.
     *
     * @param lent all of its connections
     * @param waiter who wants another one
     * @param thrown why it got none; null while it waits
     */
    static String exhausted(
            Lender lender,
            List<TrackedConnection> lent,
            Thread waiter,
            @Nullable Throwable thrown,
            long waitedNanos) {
        StringBuilder text = new StringBuilder(1_024);
        text.append("pool ").append(lender.name()).append(" has no connection left for thread \"");
        text.append(ThreadName.of(waiter)).append('"');
        if (thrown == null) {
            text.append(", which has waited for ").append(millis(waitedNanos));
        } else {
            text.append(": ").append(firstLine(thrown));
        }
        if (isBorrower(lent, waiter)) {
            text.append("\n  that thread has borrowed one of them itself, and waits until it gives")
                    .append(" it back: use that connection here, too, or give it back first");
        }
        for (int i = 0; i < Math.min(lent.size(), SHOWN); i++) {
            add(text, lent.get(i), thrown == null ? null : waiter);
        }
        if (lent.size() > SHOWN) {
            text.append("\n  and ").append(lent.size() - SHOWN).append(" more");
        }
        return text.toString();
    }

    private static boolean isBorrower(List<TrackedConnection> lent, Thread waiter) {
        for (TrackedConnection connection : lent) {
            Lending lending = connection.lending();
            if (lending != null && lending.thread() == waiter) {
                return true;
            }
        }
        return false;
    }

    private static void add(
            StringBuilder text, TrackedConnection connection, @Nullable Thread current) {
        Lending lending = connection.lending();
        if (lending == null) {
            return;
        }
        text.append("\n  connection ")
                .append(connection.id())
                .append(" to ")
                .append(DatabaseFile.of(connection.file(), connection.flags()).display())
                .append(", ")
                .append(borrowed(lending));
        Thread thread = lending.thread();
        if (thread != null && thread != current) {
            text.append(" (").append(Foreign.state(thread)).append("), now at");
            StackTraceElement[] stack = Foreign.stack(thread);
            for (int i = 0; i < Math.min(stack.length, FRAMES); i++) {
                text.append("\n    at ").append(CallStack.format(stack[i]));
            }
        } else if (thread == null) {
            text.append(" (ended)");
        }
    }

    /** {@code borrowed 2.1 s ago at com.example.Repo.load(Repo.java:12) by thread "main"}. */
    public static String borrowed(Lending lending) {
        CapturedStack stack = lending.stack();
        String site = stack == null ? null : stack.site();
        return "borrowed "
                + millis(System.nanoTime() - lending.sinceNanos())
                + " ago at "
                + (site == null ? "an unknown place" : site)
                + " by thread \""
                + lending.threadName()
                + '"';
    }

    private static String firstLine(Throwable thrown) {
        String message = Foreign.message(thrown);
        return message == null
                ? thrown.getClass().getName()
                : FreeText.of(message.lines().findFirst().orElse(""));
    }

    private static String millis(long nanos) {
        long millis = Math.max(0, nanos / 1_000_000);
        return millis < 10_000 ? millis + " ms" : millis / 1_000 + " s";
    }
}
