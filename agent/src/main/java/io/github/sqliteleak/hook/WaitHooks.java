package io.github.sqliteleak.hook;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.lock.OwnWork;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import org.jspecify.annotations.Nullable;

/** The part of the hooks that concerns waits and failures because of locks. */
final class WaitHooks {
    private WaitHooks() {}

    /** A call has ended in which SQLite may have waited. */
    static void waited(@Nullable OngoingWait pending) {
        LockWatch watch = HookTargets.locks;
        if (pending != null && watch != null) {
            watch.ended(pending);
        }
    }

    /**
     * A checkpoint has run; its row says whether others were in the way.
     *
     * @param pending what the connection had pending, which is noted already
     */
    static void checkpointed(TrackedStatement statement, @Nullable OngoingWait pending) {
        LockWatch watch = HookTargets.locks;
        if (watch != null && (pending == null || !pending.gaveUp())) {
            Integer busy = statement.connection().firstNumber(statement);
            if (busy != null && busy != 0) {
                watch.checkpointBusy(statement.connection(), statement.sql());
            }
        }
    }

    /** A function or a collation could not be made, since a statement has not ended. */
    static void functionRefused(TrackedConnection connection, @Nullable String name) {
        LockWatch watch = HookTargets.locks;
        if (watch != null) {
            String made = OwnWork.FUNCTION.concat(String.valueOf(name));
            watch.failed(connection, null, made, ResultCodes.ERROR);
        }
    }

    /**
     * A call has failed, with an extended result code.
     *
     * @param thrown with the text of the error; null when there is none
     */
    static void failed(
            TrackedConnection connection,
            @Nullable OngoingWait pending,
            @Nullable String sql,
            int code,
            @Nullable Throwable thrown) {
        connection.preparing(null);
        LockWatch watch = HookTargets.locks;
        if (watch != null && (ResultCodes.isLock(code) || OwnWork.isInTheWay(code, thrown))) {
            watch.failed(connection, pending, sql, code);
        } else {
            waited(pending);
        }
    }
}
