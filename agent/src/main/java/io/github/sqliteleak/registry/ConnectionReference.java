package io.github.sqliteleak.registry;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** The weak hold on a connection object, and the handle that it owned. */
final class ConnectionReference extends WeakReference<Object> {
    private final TrackedConnection owned;

    ConnectionReference(
            Object connection, TrackedConnection owned, ReferenceQueue<Object> collected) {
        super(connection, collected);
        this.owned = owned;
    }

    TrackedConnection owned() {
        return owned;
    }
}
