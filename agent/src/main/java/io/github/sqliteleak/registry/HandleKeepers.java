package io.github.sqliteleak.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** For each driver that can be unloaded, the handles that its class keeps. */
final class HandleKeepers {
    /** Class loaders that live as long as the JVM. */
    private static final List<ClassLoader> PERMANENT = permanent();

    private volatile @Nullable Consumer<Map<TrackedConnection, HandleHold.Handle>> unloading;

    private final ClassValue<HandleKeeper> ofDriver =
            new ClassValue<>() {
                @Override
                protected HandleKeeper computeValue(Class<?> driver) {
                    Consumer<Map<TrackedConnection, HandleHold.Handle>> listener = unloading;
                    return listener == null
                            ? new HandleKeeper()
                            : new HandleKeeper.Closing(listener);
                }
            };

    private static List<ClassLoader> permanent() {
        List<ClassLoader> loaders = new ArrayList<>();
        ClassLoader system = ClassLoader.getSystemClassLoader();
        for (ClassLoader up = system; up != null; up = up.getParent()) {
            loaders.add(up);
        }
        for (ClassLoader up = HandleKeepers.class.getClassLoader();
                up != null;
                up = up.getParent()) {
            loaders.add(up);
        }
        return loaders;
    }

    /** Whether the class loader of this object can go away while the JVM runs. */
    @SuppressWarnings("ReferenceEquality") // equals() would be code of the application's
    static boolean canBeUnloaded(Object db) {
        ClassLoader loader = db.getClass().getClassLoader();
        for (ClassLoader permanent : PERMANENT) {
            if (permanent == loader) {
                return false;
            }
        }
        return loader != null;
    }

    /**
     * From now on, is given the handles that are kept when their driver is about to be unloaded, as
     * far as the VM runs finalizers. By a thread of the VM, which is not to be held up.
     */
    void beforeUnloading(Consumer<Map<TrackedConnection, HandleHold.Handle>> listener) {
        unloading = listener;
    }

    HandleKeeper of(Object db) {
        return ofDriver.get(db.getClass());
    }
}
