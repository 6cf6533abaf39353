package io.github.sqliteleak.weave;

import static io.github.sqliteleak.weave.DriverVerdict.notWoven;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides once for each class loader that brings a driver whether it is woven, then weaves its
 * classes.
 */
final class DriverWeaving {
    private final WeavingListener listener;
    private final boolean watchLocks;
    private final Instrumentation instrumentation;
    private final List<DriverDecision> decisions = new ArrayList<>();

    DriverWeaving(WeavingListener listener, boolean watchLocks, Instrumentation instrumentation) {
        this.listener = listener;
        this.watchLocks = watchLocks;
        this.instrumentation = instrumentation;
    }

    /** The woven class file; null to leave the class as it is. */
    byte @Nullable [] weave(ClassLoader loader, Module module, String name, byte[] classFile) {
        if (!DriverTable.isWoven(name)) {
            return null;
        }
        DriverDecision decision = decision(loader);
        WovenDriver driver = decision.await();
        if (driver == null) {
            driver = decide(decision, loader, inspect(loader, module, name));
        }
        tell(decision, loader);
        return driver.classFile(name, classFile);
    }

    /** Again with each class when it could not be done with the first one. */
    private void tell(DriverDecision decision, ClassLoader loader) {
        DriverVerdict verdict = decision.takeUntold();
        if (verdict == null) {
            return;
        }
        try {
            if (verdict.reason() == null) {
                listener.loadedBefore(loader, verdict.version());
            } else {
                listener.notWoven(verdict.version(), verdict.reason());
            }
        } catch (Throwable t) {
            decision.putBack(verdict);
            throw t;
        }
    }

    /**
     * Leaves the driver of this loader alone, since classes of it were loaded before; unless it was
     * decided on when the first of them was loaded.
     */
    void leaveLoaded(ClassLoader loader) {
        DriverDecision decision = decision(loader);
        if (decision.await() == null) {
            decision.makeFirst(DriverVerdict.loadedBefore(version(loader)));
            tell(decision, loader);
        }
    }

    static @Nullable String version(ClassLoader loader) {
        try {
            return new DriverInspector(loader).version();
        } catch (Throwable t) {
            // The loader's: then the version is not known.
            return null;
        }
    }

    private synchronized DriverDecision decision(ClassLoader loader) {
        for (Iterator<DriverDecision> all = decisions.iterator(); all.hasNext(); ) {
            DriverDecision decision = all.next();
            if (decision.isFor(loader)) {
                return decision;
            }
            if (decision.isObsolete()) {
                all.remove();
            }
        }
        DriverDecision decision = new DriverDecision(loader);
        decisions.add(decision);
        return decision;
    }

    /** Runs the class loader's own code, so without a lock. */
    private DriverVerdict inspect(ClassLoader loader, Module module, String name) {
        DriverInspector driver = new DriverInspector(loader);
        String version = null;
        try {
            version = driver.version();
            DriverTable table = driver.table();
            DriverLoader hooks = new DriverLoader(loader, module, instrumentation);
            String obstacle = hooks.obstacle(table, watchLocks);
            if (obstacle != null) {
                return notWoven(version, obstacle);
            }
            Set<DriverMember> missing = driver.check(table);
            boolean gates = watchLocks && table.isLatest() && driver.hasGates();
            AsmWeaver weaver = new AsmWeaver(table, missing, gates);
            WovenDriver woven = WovenDriver.weave(weaver, driver.classFiles());
            Class<?> twin = loader == DriverLoader.OF_AGENT ? null : hooks.twinOfFollowed();
            if (twin != null) {
                listener.bridged(twin);
            }
            return DriverVerdict.woven(woven, version, gates);
        } catch (WeaveException e) {
            return notWoven(version, "it is not built as expected (" + e.getMessage() + ")");
        } catch (Throwable t) {
            return DriverVerdict.failed(version, name, t);
        }
    }

    private WovenDriver decide(DriverDecision decision, ClassLoader loader, DriverVerdict found) {
        synchronized (decision) {
            WovenDriver made = decision.driver();
            if (made != null) {
                return made;
            }
            DriverVerdict verdict = found.isWoven() ? begin(loader, found) : found;
            decision.make(verdict);
            return verdict.driver();
        }
    }

    /** Has the hooks ready before the first woven class is handed out. */
    private DriverVerdict begin(ClassLoader loader, DriverVerdict verdict) {
        try {
            if (isLoadedInPart(loader)) {
                return notWoven(
                        verdict.version(),
                        "some of its classes were loaded before they could be woven");
            }
            listener.weaving(verdict.version(), verdict.locks());
            return verdict;
        } catch (Throwable t) {
            return DriverVerdict.failed(verdict.version(), Probes.DB, t);
        }
    }

    /**
     * A driver is woven whole or not at all, and the VM does not show the agent every class: not
     * those that are loaded by what runs within its own transformer, as by a loader that uses the
     * driver when it is asked for the hooks; and not those that are loaded when there is no stack
     * or memory left to show them.
     */
    private boolean isLoadedInPart(ClassLoader loader) {
        for (Class<?> type : instrumentation.getInitiatedClasses(loader)) {
            if (type.getClassLoader() == loader && LoadedDrivers.isWoven(type)) {
                return true;
            }
        }
        return false;
    }
}
