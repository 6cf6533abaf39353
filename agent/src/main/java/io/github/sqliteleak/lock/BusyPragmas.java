package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.sql.BusyTimeoutPragma;
import org.jspecify.annotations.Nullable;

/**
 * {@code PRAGMA busy_timeout}, which acts inside SQLite: gives SQLite its own handler for as long,
 * and knows what was set by the text. Its row would say so as well, but most of these PRAGMAs are
 * run by {@code executeUpdate}, which the driver hands to {@code sqlite3_exec}: nobody sees a row
 * of that.
 */
public final class BusyPragmas {
    private final FollowedHandles handles;

    BusyPragmas(FollowedHandles handles) {
        this.handles = handles;
    }

    /** SQL that uses {@code busy_timeout} is about to be prepared or run. */
    public void lend(TrackedConnection connection) throws ReflectiveOperationException {
        FollowedHandles.Followed at = handles.followedOrLeft(connection);
        if (at != null) {
            at.handling().lend(at.driver(), at.handle());
        }
    }

    /** A statement that uses {@code busy_timeout} was prepared. */
    public void prepared(TrackedConnection connection, String sql)
            throws ReflectiveOperationException {
        takeBack(connection, BusyTimeoutPragma.setByFirst(sql));
    }

    /** Statements of which one uses {@code busy_timeout} have run. */
    public void executed(TrackedConnection connection, String script)
            throws ReflectiveOperationException {
        takeBack(connection, BusyTimeoutPragma.setByAll(script));
    }

    /** A prepared statement that uses {@code busy_timeout} has run. */
    public void executed(TrackedConnection connection) throws ReflectiveOperationException {
        takeBack(connection, null);
    }

    private void takeBack(TrackedConnection connection, @Nullable Integer set)
            throws ReflectiveOperationException {
        FollowedHandles.Followed at = handles.followed(connection);
        if (at != null) {
            at.handling().takeBack(at.driver(), at.handle(), set);
        }
    }

    /**
     * One of several statements has failed, of which one uses {@code busy_timeout}.
     *
     * @param code primary or extended result code
     */
    public void failed(TrackedConnection connection, String script, int code)
            throws ReflectiveOperationException {
        takeBack(
                connection, BusyTimeoutPragma.setByFailed(script, ResultCodes.comesAnywhere(code)));
    }

    /**
     * A single statement has failed.
     *
     * @param unprepared its text when it was being prepared, or may have been, so that it may have
     *     set a timeout; else null
     */
    public void failed(TrackedConnection connection, @Nullable String unprepared)
            throws ReflectiveOperationException {
        if (connection.busyHandling() instanceof BusyHandling handling && handling.isLent()) {
            boolean mayHaveSet =
                    unprepared != null && BusyTimeoutPragma.setByFirst(unprepared) != null;
            takeBack(connection, mayHaveSet ? BusyTimeoutPragma.UNKNOWN : null);
        }
    }
}
