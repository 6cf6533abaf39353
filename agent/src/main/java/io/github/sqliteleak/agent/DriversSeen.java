package io.github.sqliteleak.agent;

import io.github.sqliteleak.report.DriverInfo;
import io.github.sqliteleak.report.KnownGaps;
import io.github.sqliteleak.system.Sealed;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The copies of the driver in this JVM, and what is missing of the report because of them. */
final class DriversSeen {
    private final List<DriverInfo> drivers = new CopyOnWriteArrayList<>();
    private final KnownGaps gaps = new KnownGaps();
    private final EarlyDrivers early;
    private final UnmetConnections unmet = new UnmetConnections(gaps);
    private final DriverUse use;

    DriversSeen(Sealed<Instrumentation> instrumentation) {
        this.use = new DriverUse(instrumentation);
        this.early = new EarlyDrivers(use, drivers, gaps);
    }

    List<DriverInfo> all() {
        return drivers;
    }

    KnownGaps gaps() {
        return gaps;
    }

    /** Those whose classes were loaded before the agent was there. */
    EarlyDrivers early() {
        return early;
    }

    void add(@Nullable String driverVersion, boolean locksWatched) {
        drivers.add(new DriverInfo(driverVersion, locksWatched ? "full" : "no-lock-waits"));
    }

    /**
     * There is a driver whose classes were loaded before, and are woven nevertheless. Waits for
     * locks are not seen there, but failures.
     *
     * @return whether it has been used, or may have been
     */
    boolean addWovenAsLoaded(ClassLoader loader, @Nullable String driverVersion) {
        DriverInfo tracked = new DriverInfo(driverVersion, "no-lock-waits");
        if (!drivers.contains(tracked)) {
            // It may have been woven before, and left.
            drivers.add(tracked);
        }
        boolean used = !Boolean.FALSE.equals(use.isUsed(loader));
        if (used) {
            unmet.arePossible();
        }
        return used;
    }

    /** Connections of such drivers that nobody has used since. */
    UnmetConnections unmet() {
        return unmet;
    }

    /**
     * There is a driver whose connections nobody follows, so that a report is not the whole truth.
     */
    void addUntracked(@Nullable String driverVersion) {
        drivers.add(new DriverInfo(driverVersion, DriverInfo.NOT_TRACKED));
    }

    /**
     * There is a driver whose classes were loaded before the agent was there.
     *
     * @return why it is not tracked and what to do, as a sentence for the user
     */
    String addLoadedBefore(ClassLoader loader, @Nullable String version) {
        return early.add(loader, version);
    }
}
