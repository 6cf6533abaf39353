package io.github.sqliteleak.weave;

import static io.github.sqliteleak.weave.DriverVerdict.notWoven;

import java.lang.instrument.Instrumentation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges whether the driver of a class loader can be woven, and prepares its woven classes. */
final class DriverInspection {
    private final WeavingListener listener;
    private final boolean watchLocks;
    private final Instrumentation instrumentation;

    DriverInspection(
            WeavingListener listener, boolean watchLocks, Instrumentation instrumentation) {
        this.listener = listener;
        this.watchLocks = watchLocks;
        this.instrumentation = instrumentation;
    }

    /** Runs the class loader's own code, so without a lock. */
    DriverVerdict inspect(ClassLoader loader, Module module, String name, WeavingMode mode) {
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
}
