package io.github.sqliteleak.weave;

import static io.github.sqliteleak.weave.DriverVerdict.notWoven;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides once for each class loader that brings a driver whether it is woven, then weaves its
 * classes.
 */
final class DriverWeaving {
    private final WeavingListener listener;
    private final Instrumentation instrumentation;
    private final DriverInspection inspection;
    private final LoadedWeaving loadedWeaving;
    private final List<DriverDecision> decisions = new ArrayList<>();

    DriverWeaving(WeavingListener listener, boolean watchLocks, Instrumentation instrumentation) {
        this.listener = listener;
        this.instrumentation = instrumentation;
        this.inspection = new DriverInspection(listener, watchLocks, instrumentation);
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
                                inspection.inspect(
                                        loader, module, name, WeavingMode.ADDED_MEMBERS));
            } catch (Throwable t) {
                // Where the stack or the memory ends, for one; others must not wait for this
                // thread.
                decision.giveUp();
                throw t;
            }
        }
        report(decision, loader);
        return driver.isWoven(WeavingMode.ADDED_MEMBERS) ? driver.classFile(name, classFile) : null;
    }

    /**
     * As {@link #weave}, for a driver of which classes were loaded before; null for any other
     * driver. Asks nobody: the decision was made before the VM was asked to show the class again.
     */
    byte @Nullable [] weaveLoaded(ClassLoader loader, String name, byte[] classFile) {
        WovenDriver driver =
                DriverClasses.WOVEN.contains(name) ? decision(loader).driver() : WovenDriver.NONE;
        return driver != null && driver.isWoven(WeavingMode.LOADED_CLASSES)
                ? driver.classFile(name, classFile)
                : null;
    }

    /** As {@link #weave}, for a driver that is woven in part by now; null for any other driver. */
    byte @Nullable [] weaveBegun(ClassLoader loader, String name, byte[] classFile) {
        WovenDriver driver =
                DriverClasses.WOVEN.contains(name) ? decision(loader).driver() : WovenDriver.NONE;
        return driver != null && driver.isWoven(WeavingMode.ADDED_MEMBERS)
                ? driver.classFile(name, classFile)
                : null;
    }

    /** Hands the verdict to the listener; again with the next class when the listener failed. */
    private void report(DriverDecision decision, ClassLoader loader) {
        DriverVerdict verdict = decision.takeUnreported();
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
            DriverVerdict verdict =
                    inspection.inspect(loader, module, Probes.DB, WeavingMode.LOADED_CLASSES);
            try {
                decide(decision, loader, verdict);
                if (isWovenAsLoaded(decision)) {
                    loadedWeaving.weave(loader);
                }
            } catch (Throwable t) {
                // Another agent may have changed it so that it cannot be changed again.
                decision.make(DriverVerdict.loadedBefore(verdict.version()));
            }
            report(decision, loader);
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

    /** Gives loaded drivers their own classes again, and forgets the decisions about them. */
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
     * A driver is woven whole or not at all, and the VM does not show the agent every class: no
     * class that is loaded by code that runs within the agent's transformer, as by a loader that
     * uses the driver when it is asked for the hooks; and no class that is loaded when there is no
     * stack or memory left to show it.
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
