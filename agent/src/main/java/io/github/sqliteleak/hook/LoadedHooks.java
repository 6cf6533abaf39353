package io.github.sqliteleak.hook;

import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.driver.MetHandle;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackedObjects;
import io.github.sqliteleak.registry.TrackedStatement;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.transaction.TransactionTracker;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The calls woven, besides the others, into drivers that were loaded before the agent came; named
 * in {@code weave.LoadedProbes}. In the place of fields they keep what is tracked in {@link
 * TrackedObjects}, and they adopt what was opened before anybody looked.
 */
public final class LoadedHooks {
    /** Of threads that have begun to construct a connection in woven code. */
    private static final ThreadLocal<Boolean> CONSTRUCTS = new ThreadLocal<>();

    /** So that what two threads meet at once is adopted once. */
    private static final Object ADOPTION = new Object();

    private LoadedHooks() {}

    /** In the place of reading the field. */
    public static @Nullable Object tracked(@Nullable Object object) {
        try {
            return object == null ? null : TrackedObjects.of(object);
        } catch (Throwable t) {
            HookFailures.caught(t);
            return null;
        }
    }

    /** In the place of writing the field. */
    public static void track(@Nullable Object object, @Nullable Object tracked) {
        try {
            if (object != null && (tracked != null || TrackedObjects.of(object) != null)) {
                TrackedObjects.put(object, tracked);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** The constructor of a connection begins. */
    public static void constructing() {
        try {
            CONSTRUCTS.set(true);
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** It has returned. */
    public static void constructed(Object connection, @Nullable Object tracked) {
        try {
            CONSTRUCTS.remove();
            if (tracked instanceof TrackedConnection opened) {
                TrackedObjects.putConnection(connection, opened);
                if (!opened.isConnected()) {
                    // The agent has left meanwhile, and may come back.
                    opened.awaitMeeting();
                }
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code DB.open} has returned. */
    public static void opened(@Nullable Object tracked) {
        try {
            if (tracked != null && CONSTRUCTS.get() == null) {
                // The constructor was at work when the driver was woven, and ends as it was.
                ((TrackedConnection) tracked).awaitMeeting();
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** {@code DB.close} begins. */
    public static void closing(Object handle) {
        ConnectionRegistry target = HookTargets.registry;
        try {
            if (target != null && TrackedObjects.of(handle) == null && !AgentThread.isCurrent()) {
                MetHandle gone = MetHandle.of(handle);
                target.openedBefore().add(gone.file(), gone.flags());
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** Something is about to be done with a connection. */
    public static void met(@Nullable Object handle, Object connection) {
        if (handle == null) {
            return;
        }
        try {
            Object known = TrackedObjects.of(handle);
            if (known == null) {
                adopt(handle, connection);
            } else if (known instanceof TrackedConnection tracked && tracked.isMeetingAwaited()) {
                connect(tracked, handle, connection);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    /** Something is about to be done with a statement. */
    public static void met(@Nullable Object handle, Object connection, Object statement) {
        if (handle == null) {
            return;
        }
        met(handle, connection);
        try {
            if (TrackedObjects.of(statement) == null) {
                adoptStatement(handle, statement);
            }
        } catch (Throwable t) {
            HookFailures.caught(t);
        }
    }

    private static void adopt(Object handle, Object connection)
            throws ReflectiveOperationException, SQLException {
        ConnectionRegistry target = HookTargets.registry;
        if (target == null
                || AgentThread.isCurrent()
                || CONSTRUCTS.get() != null
                || DriverHandle.isKnownClosed(handle)) {
            return;
        }
        HookTargets.beforeOpen();
        MetHandle met = MetHandle.of(handle);
        TrackedConnection adopted;
        synchronized (ADOPTION) {
            if (TrackedObjects.of(handle) != null) {
                return;
            }
            adopted = target.adopt(handle, met.file(), met.flags(), met.statements());
            if (adopted == null) {
                return;
            }
            TrackedObjects.put(handle, adopted);
            TrackedObjects.putConnection(connection, adopted);
            target.connected(adopted, connection, met.url());
        }
        TransactionTracker tracker = HookTargets.transactions;
        if (tracker != null && !((Connection) connection).getAutoCommit()) {
            tracker.wasIn(adopted);
        }
    }

    private static void connect(TrackedConnection tracked, Object handle, Object connection)
            throws ReflectiveOperationException {
        ConnectionRegistry target = HookTargets.registry;
        synchronized (ADOPTION) {
            if (target == null || !tracked.isMeetingAwaited()) {
                return;
            }
            tracked.meet();
            TrackedObjects.putConnection(connection, tracked);
            target.connected(tracked, connection, MetHandle.of(handle).url());
        }
    }

    private static void adoptStatement(Object handle, Object statement)
            throws ReflectiveOperationException {
        ConnectionRegistry target = HookTargets.registry;
        Object known = TrackedObjects.of(handle);
        String sql = MetHandle.sqlOf(statement);
        Object pointer = MetHandle.pointerOf(statement);
        if (target != null
                && pointer != null
                && sql != null
                && known instanceof TrackedConnection tracked) {
            TrackedStatement adopted = target.prepared(tracked, sql);
            TrackedObjects.put(statement, adopted);
            TrackedObjects.put(pointer, adopted);
        }
    }
}
