package io.github.sqliteleak.hook;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.lock.LockWatch;
import io.github.sqliteleak.lock.OwnWork;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.RunningCopy;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Foreign;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The calls woven into what copies whole databases, which is no SQL. As {@link StatementHooks},
 * named in {@code weave.Probes}. Most do not run under the monitor of the driver's {@code DB}.
 */
public final class CopyHooks {
    private static final String SERIALIZE = "serialize ";

    private CopyHooks() {}

    /** {@code NativeDB.backup} begins. */
    public static void backupBegins(@Nullable Object tracked, @Nullable String file) {
        begins(tracked, file, true);
    }

    /** {@code NativeDB.restore} begins. */
    public static void restoreBegins(@Nullable Object tracked, @Nullable String file) {
        begins(tracked, file, false);
    }

    private static void begins(@Nullable Object tracked, @Nullable String file, boolean backup) {
        if (tracked == null || !HookTargets.areOn()) {
            return;
        }
        try {
            TrackedConnection connection = (TrackedConnection) tracked;
            RunningCopy outer = connection.copy();
            if (outer != null && outer.isOfThisThread()) {
                outer.enterAgain();
                return;
            }
            String known = file == null ? "" : file;
            RunningCopy copy =
                    backup
                            ? RunningCopy.backup(connection, known)
                            : RunningCopy.restore(connection, known);
            connection.enterScript(copy.text());
            connection.copy(copy);
            if (connection.isResting()) {
                LockHooks.wake(connection);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** It has returned, with a result code. */
    public static void copied(int resultCode, @Nullable Object tracked) {
        ended(tracked, ResultCodes.isLock(resultCode) ? resultCode : 0, resultCode == 0);
        if (tracked instanceof TrackedConnection connection && connection.hasLateEvents()) {
            LateEvents.commit(connection);
        }
    }

    /** It has thrown. */
    public static void copyThrew(Throwable thrown, @Nullable Object tracked) {
        int code = thrown instanceof SQLException failure ? Foreign.errorCode(failure) : 0;
        ended(tracked, ResultCodes.isLock(code) ? code : 0, false);
        if (tracked instanceof TrackedConnection connection && connection.hasLateEvents()) {
            LateEvents.commit(connection);
        }
    }

    private static void ended(@Nullable Object tracked, int lockCode, boolean well) {
        if (tracked == null || !HookTargets.areOn()) {
            return;
        }
        try {
            TrackedConnection connection = (TrackedConnection) tracked;
            RunningCopy copy = connection.copy();
            if (copy == null || !copy.isOfThisThread() || !copy.leave()) {
                return;
            }
            connection.copy(null);
            OngoingWait pending = connection.leave();
            LockWatch watch = HookTargets.locks;
            if (watch != null && lockCode != 0) {
                watch.copyFailed(connection, copy, pending, lockCode);
            } else if (watch != null && well && copy.hasWrittenNothing()) {
                watch.copiedNothing(connection, copy, pending);
            } else {
                WaitHooks.waited(pending);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code SQLiteConnection.serialize} begins. */
    public static void serializing(@Nullable Object tracked, @Nullable String schema) {
        entered(tracked, SERIALIZE + schema);
    }

    /** {@code SQLiteConnection.deserialize} begins. */
    public static void deserializing(@Nullable Object tracked, @Nullable String schema) {
        entered(tracked, OwnWork.DESERIALIZE + schema);
    }

    private static void entered(@Nullable Object tracked, String text) {
        if (tracked != null && HookTargets.areOn()) {
            try {
                TrackedConnection connection = (TrackedConnection) tracked;
                connection.enterScript(text);
                if (connection.isResting()) {
                    LockHooks.wake(connection);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** Either has returned. */
    public static void serialized(@Nullable Object tracked) {
        if (tracked != null && HookTargets.areOn()) {
            try {
                TrackedConnection connection = (TrackedConnection) tracked;
                WaitHooks.waited(connection.leave());
                if (connection.hasLateEvents()) {
                    LateEvents.commit(connection);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** It has thrown. */
    public static void serializingFailed(
            Throwable thrown, @Nullable Object tracked, @Nullable String schema) {
        failed(thrown, tracked, SERIALIZE + schema);
    }

    /** It has thrown. */
    public static void deserializingFailed(
            Throwable thrown, @Nullable Object tracked, @Nullable String schema) {
        failed(thrown, tracked, OwnWork.DESERIALIZE + schema);
    }

    private static void failed(Throwable thrown, @Nullable Object tracked, String text) {
        FailureHooks.note(thrown, tracked, text, false);
        if (tracked instanceof TrackedConnection connection && connection.hasLateEvents()) {
            LateEvents.commit(connection);
        }
    }
}
