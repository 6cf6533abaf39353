package io.github.sqliteleak.registry;

import io.github.sqliteleak.registry.HandleHold.Handle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Handles that are kept by the class of their driver, and live as long as its class loader. */
class HandleKeeper {
    private final Map<TrackedConnection, Handle> handles = new ConcurrentHashMap<>();

    void put(TrackedConnection connection, Handle handle) {
        handles.put(connection, handle);
    }

    void remove(TrackedConnection connection) {
        handles.remove(connection);
    }

    /**
     * One whose handles are to be closed before their driver is unloaded, as nobody can do so
     * afterwards. When a class loader is found unreachable, all references to what it has loaded
     * are cleared at once. What has a finalizer is the only thing that the VM gives out once more.
     */
    static final class Closing extends HandleKeeper {
        private final Consumer<Map<TrackedConnection, Handle>> unloading;

        Closing(Consumer<Map<TrackedConnection, Handle>> unloading) {
            this.unloading = unloading;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal", "Finalize"})
        protected void finalize() {
            unloading.accept(Map.copyOf(super.handles));
        }
    }
}
