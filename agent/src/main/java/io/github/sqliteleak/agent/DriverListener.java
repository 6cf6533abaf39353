package io.github.sqliteleak.agent;

import io.github.sqliteleak.registry.FollowedConnections;
import io.github.sqliteleak.report.LeakReport;
import io.github.sqliteleak.system.Guard;
import io.github.sqliteleak.system.Permissions;
import io.github.sqliteleak.system.Sealed;
import io.github.sqliteleak.tests.TestPlanObserver;
import io.github.sqliteleak.weave.WeavingListener;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Begins the session with the first driver or the first test plan; until then a JVM pays for
 * nothing.
 */
public final class DriverListener implements WeavingListener, TestPlanObserver {
    private AgentOptions options;
    private final Console console;
    private final Sealed<Instrumentation> instrumentation;
    private final long jvmStartMillis = System.currentTimeMillis();
    private boolean complained;
    private volatile boolean weavingFailed;
    private @Nullable Session session;
    private @Nullable String untracked;

    DriverListener(AgentOptions options, Console console, Sealed<Instrumentation> instrumentation) {
        this.options = options;
        this.console = console;
        this.instrumentation = instrumentation;
    }

    @Override
    public void weaving(@Nullable String version, boolean locks) {
        begun().driverWoven(version, locks);
    }

    @Override
    public void weavingLoaded(ClassLoader loader, @Nullable String version) {
        begun().loadedDriverWoven(loader, version);
    }

    @Override
    public void bridged(Class<?> followedConnection) {
        FollowedConnections.addTwin(followedConnection);
    }

    /** The session, which begins with the first call. */
    private synchronized Session begun() {
        if (session == null) {
            session = new Session(options, console, instrumentation, jvmStartMillis);
        }
        return session;
    }

    /** From now on these options count. */
    synchronized void follow(AgentOptions newOptions) {
        options = newOptions;
        if (session != null) {
            session.follow(newOptions);
        }
    }

    @Override
    public void began() {
        begun().planBegan();
    }

    @Override
    public void ended() {
        begun().planEnded();
    }

    @Override
    public void failed(Throwable failure) {
        Guard.caught(failure);
        if (complainsNow()) {
            console.accept("cannot follow the tests, their names are missing: " + failure);
        }
    }

    @Override
    public void loadedBefore(ClassLoader loader, @Nullable String version) {
        Session current = begun();
        say(version, current.drivers().addLoadedBefore(loader, version));
        current.driverWasLoadedBefore();
    }

    @Override
    public void weavingFailed(Throwable failure) {
        try {
            if (isForbidden()) {
                return;
            }
            Guard.caught(failure);
            if (!weavingFailed) {
                notWoven(null, "cannot weave it: " + failure);
                weavingFailed = true;
            }
        } catch (Throwable again) {
            // With the next class there may be stack and memory again.
            return;
        }
    }

    @Override
    public void notWoven(@Nullable String version, String reason) {
        if (isForbidden()) {
            return;
        }
        say(version, reason);
        begun().drivers().addUntracked(version);
    }

    /** True once. */
    private synchronized boolean complainsNow() {
        boolean first = !complained;
        complained = true;
        return first;
    }

    /** A security manager that came later; there can be no report then. */
    private boolean isForbidden() {
        String forbidden = Permissions.missing();
        if (forbidden != null && complainsNow()) {
            remember(forbidden);
            console.accept(forbidden);
        }
        return forbidden != null;
    }

    private void say(@Nullable String version, String reason) {
        String line =
                "sqlite-jdbc"
                        + (version == null ? "" : " " + version)
                        + " is not tracked: "
                        + reason;
        remember(line);
        console.accept(line);
    }

    private synchronized void remember(String line) {
        untracked = line;
    }

    /** What is open at this moment; null when no connection was opened. */
    @Nullable LeakReport dump() {
        Session current = session();
        return current == null ? null : current.dump();
    }

    /** The same with the worst of many connections. */
    @Nullable LeakReport page() {
        Session current = session();
        return current == null ? null : current.page();
    }

    /** The same in short: the worst of what is open. */
    @Nullable LeakReport glance() {
        Session current = session();
        return current == null ? null : current.glance();
    }

    /** Null until a driver was loaded or a test plan has begun. */
    public synchronized @Nullable Session session() {
        return session;
    }

    /** What was said of a driver that is left as it is; null when there is none. */
    public synchronized @Nullable String untracked() {
        return untracked;
    }
}
