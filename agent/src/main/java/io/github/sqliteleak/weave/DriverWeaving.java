package io.github.sqliteleak.weave;

import static io.github.sqliteleak.weave.DriverVerdict.notWoven;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
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
    private final LoadedWeaving loadedWeaving;
    private final List<DriverDecision> decisions = new ArrayList<>();

    DriverWeaving(WeavingListener listener, boolean watchLocks, Instrumentation instrumentation) {
        this.listener = listener;
        this.watchLocks = watchLocks;
        this.instrumentation = instrumentation;
        this.loadedWeaving = new LoadedWeaving(this, instrumentation);
    }

    /** The woven class file; null to leave the class as it is. */
    byte @Nullable [] weave(ClassLoader loader, Module module, String name, byte[] classFile) {
        if (!DriverTable.isWoven(name)) {
            return null;
        }
        DriverDecision decision = decision(loader);
        WovenDriver driver = decision.await();
        if (driver == null) {
            try {
                driver =
                        decide(
                                decision,
                                loader,
                                inspect(loader, module, name, WeavingMode.ADDED_MEMBERS));
            } catch (Throwable t) {
                // Where the stack or the memory ends, for one; others must not wait for this thread.
                decision.giveUp();
                throw t;
            }
        }
        tell(decision, loader);
        return driver.isWoven(WeavingMode.ADDED_MEMBERS) ? driver.classFile(name, classFile) : null;
    }

    /**
     * As {@link #weave}, of a driver of which classes were loaded before; null for any other. Asks
     * nobody: the decision was made before the VM was asked to show the class again.
     */
    byte @Nullable [] weaveLoaded(ClassLoader loader, String name, byte[] classFile) {
        WovenDriver driver =
                DriverClasses.WOVEN.contains(name) ? decision(loader).driver() : WovenDriver.NONE;
        return driver != null && driver.isWoven(WeavingMode.LOADED_CLASSES)
                ? driver.classFile(name, classFile)
                : null;
    }

    /** As {@link #weave}, of a driver that is woven already in part; null for any other. */
    byte @Nullable [] weaveBegun(ClassLoader loader, String name, byte[] classFile) {
        WovenDriver driver =
                DriverClasses.WOVEN.contains(name) ? decision(loader).driver() : WovenDriver.NONE;
        return driver != null && driver.isWoven(WeavingMode.ADDED_MEMBERS)
                ? driver.classFile(name, classFile)
                : null;
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
     * Weaves the driver of this loader, of which classes were loaded before, or leaves it alone;
     * unless it was decided on when the first of them was loaded.
     */
    void weaveLoaded(ClassLoader loader, Module module) {
        DriverDecision decision = decision(loader);
        if (decision.await() == null) {
            DriverVerdict verdict = inspect(loader, module, Probes.DB, WeavingMode.LOADED_CLASSES);
            try {
                decide(decision, loader, verdict);
                if (isWovenAsLoaded(decision)) {
                    loadedWeaving.weave(loader);
                }
            } catch (Throwable t) {
                // Another agent may have changed it so that it cannot be changed again.
                decision.make(DriverVerdict.loadedBefore(verdict.version()));
            }
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

    /** Drivers that were loaded before are as they were; what is to be known of them is not. */
    void takeBack() throws UnmodifiableClassException {
        loadedWeaving.takeBack(forgetLoaded());
    }

    private synchronized List<ClassLoader> forgetLoaded() {
        List<ClassLoader> loaders = new ArrayList<>();
        for (Iterator<DriverDecision> all = decisions.iterator(); all.hasNext(); ) {
            DriverDecision decision = all.next();
            ClassLoader loader = decision.loader();
            if (loader != null && isWovenAsLoaded(decision)) {
                loaders.add(loader);
                all.remove();
            }
        }
        return loaders;
    }

    private static boolean isWovenAsLoaded(DriverDecision decision) {
        WovenDriver driver = decision.driver();
        return driver != null && driver.isWoven(WeavingMode.LOADED_CLASSES);
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
    private DriverVerdict inspect(
            ClassLoader loader, Module module, String name, WeavingMode mode) {
        DriverInspector driver = new DriverInspector(loader);
        String version = null;
        try {
            version = driver.version();
            DriverLoader hooks = new DriverLoader(loader, module, instrumentation);
            if (watchLocks && mode == WeavingMode.ADDED_MEMBERS) {
                WovenAhead ahead = driver.ahead();
                if (ahead != null) {
                    String obstacle = hooks.obstacle(ahead.hooks());
                    return obstacle == null
                            ? woven(
                                    WovenDriver.of(ahead, driver.classFiles()),
                                    version,
                                    hooks,
                                    true)
                            : notWoven(version, obstacle);
                }
            }
            DriverTable table = driver.table();
            if (mode == WeavingMode.LOADED_CLASSES && !table.isLatest()) {
                return notWoven(
                        version,
                        "it is older than 3.39.2.0 and was loaded before the agent: give"
                                + " -javaagent when the JVM starts");
            }
            boolean mayGate = watchLocks && mode == WeavingMode.ADDED_MEMBERS;
            String obstacle = hooks.obstacle(table, mode, mayGate);
            if (obstacle != null) {
                return notWoven(version, obstacle);
            }
            Set<DriverMember> missing = driver.check(table);
            boolean gates = mayGate && table.isLatest() && driver.hasGates();
            AsmWeaver weaver = new AsmWeaver(table, missing, gates, mode);
            WovenDriver woven = WovenDriver.weave(weaver, driver.classFiles());
            return woven(woven, version, hooks, gates);
        } catch (WeaveException e) {
            return notWoven(version, "it is not built as expected (" + e.getMessage() + ")");
        } catch (Throwable t) {
            return DriverVerdict.failed(version, name, t);
        }
    }

    private DriverVerdict woven(
            WovenDriver driver, @Nullable String version, DriverLoader hooks, boolean gates)
            throws ClassNotFoundException {
        Class<?> twin = driver.isWoven(WeavingMode.ADDED_MEMBERS) ? hooks.twinOfFollowed() : null;
        if (twin != null) {
            listener.bridged(twin);
        }
        return DriverVerdict.woven(driver, version, gates);
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
            boolean asLoaded = verdict.driver().isWoven(WeavingMode.LOADED_CLASSES);
            if (!asLoaded && isLoadedInPart(loader)) {
                return notWoven(
                        verdict.version(),
                        "some of its classes were loaded before they could be woven");
            }
            if (asLoaded) {
                listener.weavingLoaded(loader, verdict.version());
            } else {
                listener.weaving(verdict.version(), verdict.locks());
            }
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
