package io.github.sqliteleak.settings;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Busy timeouts that were replaced by a smaller one, reported when a statement fails because of a
 * lock that it would have waited for longer. The driver replaces it, too: a statement with {@code
 * setQueryTimeout} runs with that in its place, and afterwards the driver goes back to what the
 * connection was opened with, not to what a PRAGMA has set; before 3.39 it does not go back at all.
 */
final class LoweredTimeouts {
    private static final String NAME = "busy_timeout";
    private static final String IN_URL = NAME + '=';
    private static final String DEFAULT = "3000";
    private static final int FRAMES = 12;

    private final ConnectionRegistry registry;
    private final int stackDepth;
    private final IneffectiveSettings unmet;
    private final QueryTimeouts queries;
    private final Map<TrackedConnection, State> states = new ConcurrentHashMap<>();

    /**
     * What is known of a connection whose timeout was set after its opening.
     *
     * @param asked the last one that was asked for, in milliseconds; null for none
     * @param now the one that has replaced it
     * @param where it was replaced; null when it was not, or not by a smaller one
     * @param by who has done that, as the end of a sentence
     * @param forStatement while a statement runs that has a timeout of its own
     */
    private record State(
            @Nullable Long asked,
            long now,
            @Nullable CapturedStack where,
            String by,
            boolean forStatement) {}

    LoweredTimeouts(ConnectionRegistry registry, int stackDepth, IneffectiveSettings unmet) {
        this.registry = registry;
        this.stackDepth = stackDepth;
        this.unmet = unmet;
        this.queries = new QueryTimeouts(registry, stackDepth, unmet);
    }

    /** A PRAGMA has set it. */
    void byPragma(TrackedConnection connection, String value) {
        try {
            set(connection, Long.parseLong(value.trim()), "");
        } catch (NumberFormatException e) {
            // SQLite passes over it.
            return;
        }
    }

    /** A method of the driver's is about to set it. */
    void byDriver(TrackedConnection connection, long millis) {
        String caller = caller();
        if (!caller.equals("withConnectionTimeout")) {
            queries.forget(connection);
            set(connection, millis, caller.equals("setQueryTimeout") ? " by setQueryTimeout" : "");
            return;
        }
        queries.set(connection, millis);
        State state = states.get(connection);
        if (state != null && state.forStatement()) {
            states.put(connection, with(state, false));
            set(connection, millis, " by the driver after a statement with setQueryTimeout");
        } else if (state != null) {
            states.put(connection, with(state, true));
        }
        // Else nothing was asked for since the opening, and the driver goes back to that.
    }

    /**
     * A statement has failed.
     *
     * @param code primary
     */
    void failed(TrackedConnection connection, int code) {
        if (code == ResultCodes.BUSY) {
            queries.foundLocked(connection);
        }
        State state = code == ResultCodes.BUSY ? states.get(connection) : null;
        CapturedStack where = state == null ? null : state.where();
        if (state == null || where == null || state.forStatement()) {
            return;
        }
        String database = connection.database().display();
        if (!unmet.isKnown(database, IneffectiveSetting.Kind.BUSY_TIMEOUT)
                && !registry.isExcluded(connection)) {
            unmet.add(
                    new IneffectiveSetting(
                            database,
                            IneffectiveSetting.Kind.BUSY_TIMEOUT,
                            IN_URL + state.asked(),
                            "replaced by " + state.now() + state.by(),
                            CallStack.of(where, stackDepth).site()));
        }
    }

    void closed(TrackedConnection connection) {
        queries.forget(connection);
        if (!states.isEmpty()) {
            states.remove(connection);
        }
    }

    private void set(TrackedConnection connection, long millis, String by) {
        State state = states.get(connection);
        Long asked = state == null ? opened(connection) : state.asked();
        boolean smaller = asked != null && millis < asked;
        states.put(
                connection,
                new State(
                        smaller ? asked : Long.valueOf(millis),
                        millis,
                        smaller ? new CapturedStack() : null,
                        by,
                        false));
    }

    private static State with(State state, boolean forStatement) {
        return new State(state.asked(), state.now(), state.where(), state.by(), forStatement);
    }

    /** What URL or properties ask for; null when they do not, or for what is there anyway. */
    private static @Nullable Long opened(TrackedConnection connection) {
        String url = connection.url();
        int at = url == null ? -1 : url.indexOf(IN_URL);
        String value = url == null || at < 0 ? null : digits(url, at + IN_URL.length());
        if (value == null) {
            // A method of the driver's has changed this already.
            value = InForce.opened(connection, NAME);
        }
        try {
            return value == null || value.equals(DEFAULT) ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String digits(String url, int from) {
        int to = from;
        while (to < url.length() && Character.isDigit(url.charAt(to))) {
            to++;
        }
        return url.substring(from, to);
    }

    /** The method of the driver's that has called the one that sets it; empty for none. */
    private static String caller() {
        return StackWalker.getInstance()
                .walk(
                        frames -> {
                            Iterator<StackFrame> nearest = frames.limit(FRAMES).iterator();
                            boolean found = false;
                            while (nearest.hasNext()) {
                                StackFrame frame = nearest.next();
                                boolean sets = frame.getMethodName().equals("setBusyTimeout");
                                boolean ofDriver = frame.getClassName().startsWith("org.sqlite.");
                                if (found && ofDriver && !sets) {
                                    return frame.getMethodName();
                                }
                                if (found && !ofDriver) {
                                    return "";
                                }
                                found |= sets && ofDriver;
                            }
                            return "";
                        });
    }
}
