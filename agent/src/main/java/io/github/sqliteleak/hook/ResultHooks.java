package io.github.sqliteleak.hook;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.system.Foreign;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The calls woven into what reads results, named in {@code weave.Probes}. As in {@link
 * StatementHooks}, a null statement is one that is not tracked.
 */
public final class ResultHooks {
    private ResultHooks() {}

    /** {@code ResultSet.next} begins. */
    public static void stepping(@Nullable Object statement) {
        if (statement != null && HookTargets.areOn()) {
            try {
                TrackedStatement stepped = (TrackedStatement) statement;
                TrackedConnection connection = stepped.connection();
                connection.enter(stepped);
                if (connection.isResting()) {
                    LockHooks.wake(connection);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** {@code ResultSet.next} has thrown. */
    public static void stepFailed(Throwable thrown, @Nullable Object statement) {
        if (statement != null && HookTargets.areOn()) {
            try {
                TrackedStatement failed = (TrackedStatement) statement;
                boolean mayGoOn =
                        thrown instanceof SQLException failure
                                && ResultCodes.isLock(Foreign.errorCode(failure));
                if (!mayGoOn) {
                    failed.cursorOpen(false);
                }
                TrackedConnection connection = failed.connection();
                FailureHooks.note(thrown, connection, failed.sql(), false);
                if (connection.hasLateEvents()) {
                    LateEvents.commit(connection);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** {@code ResultSet.next} has returned. */
    public static void stepped(@Nullable Object statement, boolean pastLastRow) {
        if (statement != null && HookTargets.areOn()) {
            try {
                TrackedStatement stepped = (TrackedStatement) statement;
                if (pastLastRow) {
                    stepped.cursorOpen(false);
                }
                TrackedConnection connection = stepped.connection();
                OngoingWait wait = connection.leave();
                if (wait != null) {
                    WaitHooks.waited(wait);
                }
                if (connection.hasLateEvents()) {
                    LateEvents.commit(connection);
                }
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }

    /** The statement has been reset: its cursor is closed. */
    public static void reset(@Nullable Object statement) {
        if (statement != null && HookTargets.areOn()) {
            try {
                ((TrackedStatement) statement).cursorOpen(false);
            } catch (Throwable t) {
                HookFailures.caught(t);
            }
        }
    }
}
