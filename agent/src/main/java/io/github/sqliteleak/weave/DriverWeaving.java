package io.github.sqliteleak.weave;

import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides once for each class loader that brings a driver whether it is woven, then weaves its
 * classes.
 */
final class DriverWeaving {
    private final WeavingListener listener;
    private final boolean watchLocks;
    private final Map<ClassLoader, WovenDriver> decisions = new WeakHashMap<>();

    DriverWeaving(WeavingListener listener, boolean watchLocks) {
        this.listener = listener;
        this.watchLocks = watchLocks;
    }

    /** The woven class file; null to leave the class as it is. */
    byte @Nullable [] weave(ClassLoader loader, String name, byte[] classFile) {
        if (!Probes.CLASSES.contains(name)) {
            return null;
        }
        try {
            return decide(loader).classFile(name, classFile);
        } catch (Throwable t) {
            listener.notWoven(null, "cannot weave " + name + ": " + t);
            return null;
        }
    }

    /**
     * Leaves the driver of this loader alone, since classes of it were loaded before; unless it was
     * decided on when the first of them was loaded.
     */
    synchronized void leaveLoaded(ClassLoader loader) {
        if (!decisions.containsKey(loader)) {
            decisions.put(loader, WovenDriver.none());
            listener.loadedBefore(loader, new DriverInspector(loader).version());
        }
    }

    private synchronized WovenDriver decide(ClassLoader loader) {
        WovenDriver driver = decisions.get(loader);
        if (driver == null) {
            driver = inspect(loader);
            decisions.put(loader, driver);
        }
        return driver;
    }

    private WovenDriver inspect(ClassLoader loader) {
        DriverInspector driver = new DriverInspector(loader);
        String version = driver.version();
        try {
            if (driver.isOlderEra()) {
                listener.notWoven(
                        version, "it is older than 3.39.2.0, the oldest that this version follows");
                return WovenDriver.none();
            }
            if (!seesHooks(loader)) {
                listener.notWoven(version, "its class loader " + loader + " cannot see the agent");
                return WovenDriver.none();
            }
            Set<DriverMember> missing = driver.check();
            boolean gates = watchLocks && driver.hasGates();
            WovenDriver woven =
                    WovenDriver.weave(new AsmWeaver(missing, gates), driver.classFiles());
            listener.weaving(version, gates);
            return woven;
        } catch (WeaveException e) {
            listener.notWoven(version, "it is not built as expected (" + e.getMessage() + ")");
            return WovenDriver.none();
        }
    }

    private static boolean seesHooks(ClassLoader loader) {
        ClassLoader own = DriverWeaving.class.getClassLoader();
        for (ClassLoader up = loader; up != null; up = up.getParent()) {
            if (up == own) {
                return true;
            }
        }
        return false;
    }
}
