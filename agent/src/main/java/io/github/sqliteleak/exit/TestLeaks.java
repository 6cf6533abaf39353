package io.github.sqliteleak.exit;

import io.github.sqliteleak.driver.DriverHandle;
import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.report.ForceClose;
import io.github.sqliteleak.report.LeakedConnection;
import io.github.sqliteleak.system.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Connections that tests left open: found, closed and described as each test ends, and kept for the
 * report. The exit does not find them again.
 */
public final class TestLeaks {
    /** A statement that cannot be stopped must not hold up the tests for longer. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final ConnectionRegistry registry;
    private volatile ExitPolicy policy;
    private final CollectedCloser collectedCloser;
    private final List<LeakedConnection> found = new CopyOnWriteArrayList<>();

    /** Found, and open all the same when closing them was given up. */
    private final List<TrackedConnection> unclosed = new CopyOnWriteArrayList<>();

    public TestLeaks(
            ConnectionRegistry registry, ExitPolicy policy, CollectedCloser collectedCloser) {
        this.registry = registry;
        this.policy = policy;
        this.collectedCloser = collectedCloser;
    }

    /** Attaching again has changed what the user asked for. */
    public void follow(ExitPolicy newPolicy) {
        policy = newPolicy;
    }

    /** Of the connection that was opened last; 0 when none was. */
    public long lastId() {
        return registry.lastId();
    }

    /** A connection as it is now. */
    public LeakedConnection describe(TrackedConnection connection) {
        return new LeakDescriber(policy, System.nanoTime()).describe(connection);
    }

    /** The connections of a test that it left open, whether or not they are collected. */
    public List<TrackedConnection> leftOpen(Predicate<TrackedConnection> ofTest) {
        List<TrackedConnection> left = new ArrayList<>();
        for (TrackedConnection connection : registry.open()) {
            if (connection.isConnected() && ofTest.test(connection)) {
                left.add(connection);
            }
        }
        if (!left.isEmpty()) {
            registry.closings().reconcile(DriverHandle::isKnownClosed);
            left.removeIf(connection -> connection.closedNanos() != 0);
        }
        for (TrackedConnection connection : registry.leaks().collectedAndClosed()) {
            if (ofTest.test(connection)) {
                left.add(connection);
            }
        }
        return left;
    }

    /** All that are open, those included that were found and could not be closed. */
    public List<TrackedConnection> stillOpen() {
        unclosed.removeIf(TestLeaks::isClosedByNow);
        List<TrackedConnection> open = leftOpen(any -> true);
        open.addAll(unclosed);
        return open;
    }

    private static boolean isClosedByNow(TrackedConnection connection) {
        Object handle = connection.handle();
        return handle != null && DriverHandle.isKnownClosed(handle);
    }

    /**
     * Takes these connections as leaks of a test and closes them.
     *
     * @param test its name in the report
     * @return those that nobody has closed meanwhile, and what became of them
     */
    public List<LeakedConnection> close(List<TrackedConnection> left, String test) {
        List<TrackedConnection> taken = new ArrayList<>();
        List<LeakedConnection> described = new ArrayList<>();
        for (TrackedConnection connection : left) {
            LeakedConnection leak = describe(connection).leftBy(test);
            ForceClose before = collectedCloser.outcome(connection);
            if (registry.leaks().take(connection)) {
                taken.add(connection);
                described.add(before == null ? leak : leak.withForceClose(before));
            }
        }
        Deadline deadline = Deadline.in(CLOSE_TIMEOUT);
        Turn turn = Turn.within(deadline, registry.open());
        List<ForceClose> results = new ForceCloser(turn).close(taken, deadline);
        for (int i = 0; i < taken.size(); i++) {
            if (results.get(i).result() == ForceClose.Result.TIMED_OUT) {
                unclosed.add(taken.get(i));
            }
            if (described.get(i).forceClose().result() == ForceClose.Result.NOT_ATTEMPTED) {
                described.set(i, described.get(i).withForceClose(results.get(i)));
            }
        }
        found.addAll(described);
        return described;
    }

    /** All that was found up to now. */
    List<LeakedConnection> found() {
        return found;
    }
}
