package io.github.sqliteleak.registry;

import io.github.sqliteleak.registry.HandleHold.Handle;
import java.lang.ref.WeakReference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A handle that refers to its connection, as in drivers up to 3.21.0.1: held strongly, it would
 * keep a leaked connection from being collected, and from being closed by the driver's finalizer.
 */
final class OwnedHandle {
    private final WeakReference<Object> db;
    private final WeakReference<Map<?, ?>> statements;

    OwnedHandle(Object db, StatementsByNumber statements) {
        this.db = new WeakReference<>(db);
        this.statements = new WeakReference<>(statements.byNumber());
    }

    /** Null when it was collected. */
    @Nullable Handle get() {
        Object handle = db.get();
        Map<?, ?> open = statements.get();
        return handle == null || open == null
                ? null
                : new Handle(handle, new StatementsByNumber(open, true));
    }
}
