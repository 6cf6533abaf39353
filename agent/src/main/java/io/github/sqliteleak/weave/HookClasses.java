package io.github.sqliteleak.weave;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which classes of the hooks woven code refers to, by the table of the {@link Probes}. */
final class HookClasses {
    private HookClasses() {}

    /**
     * Their names.
     *
     * @param table of the driver's era
     * @param mode how the driver is woven
     * @param gates whether the {@link Probes#GATES} are woven, too
     */
    static Set<String> names(DriverTable table, WeavingMode mode, boolean gates) {
        Set<String> names = new LinkedHashSet<>();
        if (mode == WeavingMode.ADDED_MEMBERS) {
            names.add(Probes.FOLLOWED.replace('/', '.'));
        }
        for (Probe probe : mode.probes(table)) {
            add(names, probe.onEnter());
            add(names, probe.onReturn());
            add(names, probe.onThrow());
        }
        if (gates) {
            for (NativeGate gate : Probes.GATES) {
                names.add(name(gate.hook()));
            }
        }
        return names;
    }

    private static void add(Set<String> names, List<Probe.Call> calls) {
        for (Probe.Call call : calls) {
            names.add(name(call.hook()));
        }
    }

    /** Of a hook that is written {@code Class.method}. */
    private static String name(String hook) {
        return HookCalls.PACKAGE.replace('/', '.') + hook.substring(0, hook.indexOf('.'));
    }
}
