package io.github.sqliteleak.held;

import io.github.sqliteleak.blame.CapturedStack;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.AgentThread;
import io.github.sqliteleak.system.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Warns while the application runs about connections that are open but have not been used for long:
 * once for each connection and spell, and again when such a connection is closed after all. A
 * suspicion, never a leak.
 */
public final class HeldWatch {
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final ConnectionRegistry registry;
    private volatile @Nullable Duration limit;
    private final HeldText text;
    private final Consumer<HeldWarning> warnings;

    private final Map<TrackedConnection, Warned> warned = new HashMap<>();

    /**
     * A connection as it was warned about.
     *
     * @param opened its opening stack, which a connection does not keep when it is closed
     * @param lastUse at the time of the warning
     */
    private record Warned(CapturedStack opened, long lastUse) {}

    /**
     * @param limit how long a connection may stay unused
     * @param warnings takes each warning
     */
    public HeldWatch(
            ConnectionRegistry registry,
            Duration limit,
            HeldText text,
            Consumer<HeldWarning> warnings) {
        this.registry = registry;
        this.limit = limit;
        this.text = text;
        this.warnings = warnings;
    }

    /**
     * From now on this is how long a connection may stay unused.
     *
     * @param newLimit null for no more warnings
     */
    public void limit(@Nullable Duration newLimit) {
        limit = newLimit;
    }

    /** Looks again and again, in a thread of its own, until the JVM ends. */
    public void start() {
        AgentThread.of("held-watch", this::run).start();
    }

    private void run() {
        try {
            while (true) {
                lookGuarded();
                Thread.sleep(pauseMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long pauseMillis() {
        Duration most = limit;
        return most == null
                ? LONGEST_PAUSE_MILLIS
                : Math.max(1, Math.min(LONGEST_PAUSE_MILLIS, most.toMillis() / 4));
    }

    private void lookGuarded() {
        try {
            look(System.nanoTime());
        } catch (Throwable t) {
            Guard.caught(t);
        }
    }

    /**
     * Looks once; also at exit, so that a close just before it is reported. Prints outside the
     * monitor: who reads it may keep it waiting, and must not keep another thread that looks.
     */
    public void look(long nowNanos) {
        for (HeldWarning warning : found(nowNanos)) {
            warnings.accept(warning);
        }
    }

    private synchronized List<HeldWarning> found(long nowNanos) {
        List<HeldWarning> lines = new ArrayList<>();
        Duration most = limit;
        if (registry.isFrozen() || most == null) {
            return lines;
        }
        addClosed(lines);
        for (TrackedConnection connection : registry.open()) {
            boolean connected = connection.isConnected();
            CapturedStack opened = connection.opening();
            long lastUse = lastUse(connection);
            boolean held =
                    connected
                            && nowNanos - lastUse >= most.toNanos()
                            && connection.inFlight() == null
                            && connection.closedNanos() == 0;
            Warned before = warned.get(connection);
            if (held
                    && (before == null || before.lastUse() != lastUse)
                    && text.isWorthTelling(connection, opened)) {
                warned.put(connection, new Warned(opened, lastUse));
                Duration unused = Duration.ofNanos(nowNanos - lastUse);
                lines.add(
                        new HeldWarning(
                                connection,
                                HeldText.where(connection, opened),
                                text.warning(connection, opened, unused)));
            }
        }
        return lines;
    }

    /** A connection that was borrowed meanwhile is held since then. */
    private static long lastUse(TrackedConnection connection) {
        long used = connection.lastUseNanos();
        Lending lending = connection.lending();
        return lending != null && lending.isLent() && lending.sinceNanos() - used > 0
                ? lending.sinceNanos()
                : used;
    }

    private void addClosed(List<HeldWarning> lines) {
        Iterator<Map.Entry<TrackedConnection, Warned>> entries = warned.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<TrackedConnection, Warned> entry = entries.next();
            TrackedConnection connection = entry.getKey();
            Warned warning = entry.getValue();
            long closed = connection.closedNanos();
            if (closed != 0) {
                // What the agent closes itself has leaked, and the report says so.
                if (connection.isClosedByApplication()) {
                    Duration unused = Duration.ofNanos(closed - warning.lastUse());
                    lines.add(
                            new HeldWarning(
                                    connection,
                                    warning.opened(),
                                    text.closed(connection, warning.opened(), unused)));
                }
                entries.remove();
            }
        }
    }
}
