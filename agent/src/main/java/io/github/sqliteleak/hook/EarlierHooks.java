package io.github.sqliteleak.hook;

import io.github.sqliteleak.registry.StatementsByNumber;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls woven into drivers before 3.39.2 alone, named in {@code weave.EarlierProbes}: those
 * that know a statement by a number.
 */
public final class EarlierHooks {
    private EarlierHooks() {}

    /** {@code DB.open} has returned. The result goes into the handle. */
    public static @Nullable Object handleOpened(
            Object handle, String file, int flags, Object statements, @Nullable Object opening) {
        return OpenHooks.handleOpened(
                handle,
                file,
                flags,
                new StatementsByNumber((Map<?, ?>) statements, false),
                opening,
                null);
    }

    /** As {@link #handleOpened}, where the handle refers to its connection. */
    public static @Nullable Object ownedHandleOpened(
            Object handle, String file, int flags, Object statements, @Nullable Object opening) {
        return OpenHooks.handleOpened(
                handle,
                file,
                flags,
                new StatementsByNumber((Map<?, ?>) statements, true),
                opening,
                null);
    }

    /**
     * {@code DB.open} has thrown.
     *
     * @param closed false when the native handle is open all the same
     */
    public static @Nullable Object handleLeftOpen(
            Object handle, String file, int flags, Object statements, boolean closed) {
        return closed ? null : handleOpened(handle, file, flags, statements, null);
    }

    /** A connection could not be opened. */
    public static void openFailed(Throwable thrown) {
        OpenHooks.openFailed(thrown, null);
    }

    /** {@code DB.executeBatch} begins. */
    public static void batchEntered(@Nullable Object tracked, Object statements, long number) {
        StatementHooks.entered(tracked, statement(tracked, statements, number));
    }

    /** {@code DB.executeBatch} has returned. */
    public static void batchExecuted(@Nullable Object tracked, Object statements, long number) {
        StatementHooks.executed(false, tracked, statement(tracked, statements, number));
    }

    /** {@code DB.executeBatch} has thrown. */
    public static void batchFailed(
            Throwable thrown, @Nullable Object tracked, Object statements, long number) {
        FailureHooks.batchFailed(thrown, tracked, statement(tracked, statements, number));
    }

    private static @Nullable Object statement(
            @Nullable Object tracked, Object statements, long number) {
        if (tracked == null || !HookTargets.areOn()) {
            return null;
        }
        try {
            return StatementsByNumber.tracked((Map<?, ?>) statements, number);
        } catch (Throwable t) {
            HookFailures.caught(t);
            return null;
        }
    }
}
