package io.github.sqliteleak.hook;

import io.github.sqliteleak.lock.BusyHandlers;
import io.github.sqliteleak.lock.BusyHandling;
import io.github.sqliteleak.lock.SharedHandling;
import io.github.sqliteleak.registry.OngoingWait;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.settings.SettingsWatch;
import io.github.sqliteleak.sql.BusyTimeoutPragma;
import io.github.sqliteleak.sql.SqlFacts;
import io.github.sqliteleak.sql.StatementKind;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of the hooks that concerns busy handling: called by woven code and by the agent's busy
 * handlers, and by the other hooks in turn.
 */
public final class LockHooks {
    private LockHooks() {}

    /** In the place of {@code NativeDB.busy_timeout}; true when the driver is not to call it. */
    public static boolean busyTimeout(@Nullable Object tracked, int millis) {
        BusyHandlers busy = HookTargets.busy;
        if (busy == null || !(tracked instanceof TrackedConnection connection)) {
            return false;
        }
        try {
            SettingsWatch settings = HookTargets.settings;
            if (settings != null) {
                settings.setBusyTimeout(connection, millis);
            }
            return busy.timeoutSet(connection, millis);
        } catch (Throwable t) {
            HookFailures.caught(t);
            return false;
        }
    }

    /** In the place of {@code NativeDB.busy_handler}; true when the driver is not to call it. */
    public static boolean busyHandler(@Nullable Object tracked, @Nullable Object handler) {
        BusyHandlers busy = HookTargets.busy;
        if (busy == null || !(tracked instanceof TrackedConnection connection)) {
            return false;
        }
        try {
            return busy.handlerSet(connection, handler);
        } catch (Throwable t) {
            HookFailures.caught(t);
            return false;
        }
    }

    /**
     * SQLite asks whether to try again; 0 for no. Called from native code, also while the hooks are
     * off: then it waits, and nothing is noted.
     *
     * @throws Throwable only what a handler of the application's throws
     */
    public static int busy(Object handling, int attempt) throws Throwable {
        if (handling instanceof SharedHandling shared) {
            return shared.retry(attempt);
        }
        try {
            return ((BusyHandling) handling).retry(attempt);
        } catch (Throwable t) {
            HookFailures.caught(t);
            return 0;
        }
    }

    /** SQLite asks a handler of the application's whether to try again. */
    public static void busyAsked(Object handling, int attempt) {
        try {
            ((BusyHandling) handling).asked();
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** The application's handler has answered. Returns the answer that SQLite gets. */
    public static int busyAnswered(int answer, Object handling) {
        try {
            return ((BusyHandling) handling).answered(answer);
        } catch (Throwable t) {
            HookFailures.caught(t);
            return answer;
        }
    }

    static void opened(TrackedConnection connection, @Nullable Lookup driver)
            throws ReflectiveOperationException {
        BusyHandlers busy = HookTargets.busy;
        if (busy != null && driver != null) {
            busy.opened(connection, driver);
        }
    }

    static void excluded(TrackedConnection connection) throws ReflectiveOperationException {
        BusyHandlers busy = HookTargets.busy;
        if (busy != null) {
            busy.release(connection);
        }
    }

    /** A call begins on a connection that {@link TrackedConnection#isResting}. */
    static void wake(TrackedConnection connection) throws ReflectiveOperationException {
        BusyHandlers busy = HookTargets.busy;
        if (busy == null) {
            connection.resting(false);
        } else {
            busy.wake(connection);
        }
    }

    /** A statement is about to be prepared. */
    static void preparing(TrackedConnection connection, String sql)
            throws ReflectiveOperationException {
        connection.preparing(sql);
        if (connection.isResting()) {
            wake(connection);
        }
        BusyHandlers busy = HookTargets.busy;
        if (busy != null && SqlFacts.of(sql).usesBusyTimeout()) {
            busy.pragmas().lend(connection);
        }
    }

    /** A statement was prepared. */
    static void prepared(TrackedStatement statement) throws ReflectiveOperationException {
        BusyHandlers busy = HookTargets.busy;
        if (busy != null) {
            if (statement.usesBusyTimeout()) {
                busy.pragmas().prepared(statement.connection(), statement.sql());
            }
            if (statement.kind() == StatementKind.ATTACH) {
                busy.attaching(statement.connection());
            }
        }
        statement.connection().preparing(null);
        OngoingWait wait = statement.connection().takePendingWait();
        if (wait != null) {
            WaitHooks.waited(wait);
        }
    }

    /** A prepared statement that uses the busy timeout is about to run. */
    static void running(TrackedStatement statement) throws ReflectiveOperationException {
        BusyHandlers busy = HookTargets.busy;
        if (busy != null) {
            busy.pragmas().lend(statement.connection());
        }
    }

    /** A prepared statement that uses the busy timeout has run. */
    static void ran(TrackedStatement statement) throws ReflectiveOperationException {
        BusyHandlers busy = HookTargets.busy;
        if (busy != null) {
            busy.pragmas().executed(statement.connection());
        }
    }

    /** A text of any number of statements is about to run. */
    static void running(TrackedConnection connection, String script)
            throws ReflectiveOperationException {
        BusyHandlers busy = HookTargets.busy;
        if (busy == null) {
            return;
        }
        if (BusyTimeoutPragma.isUsedIn(script)) {
            busy.pragmas().lend(connection);
        }
        if (!(connection.busyHandling() instanceof BusyHandling)
                && script.toLowerCase(Locale.ROOT).contains("attach")) {
            busy.attaching(connection);
        }
    }

    /**
     * A text of any number of statements has run.
     *
     * @param code that it has failed with, 0 for none
     */
    static void ran(TrackedConnection connection, String script, int code)
            throws ReflectiveOperationException {
        BusyHandlers busy = HookTargets.busy;
        if (busy != null && BusyTimeoutPragma.isUsedIn(script)) {
            if (code == 0) {
                busy.pragmas().executed(connection, script);
            } else {
                busy.pragmas().failed(connection, script, code);
            }
        }
    }

    /**
     * A single statement has failed.
     *
     * @param unprepared its text when it was being prepared, or may have been
     */
    static void ended(TrackedConnection connection, @Nullable String unprepared)
            throws ReflectiveOperationException {
        BusyHandlers busy = HookTargets.busy;
        if (busy != null) {
            busy.pragmas().failed(connection, unprepared);
        }
    }
}
