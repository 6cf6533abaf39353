package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The handles whose busy handling is followed, each with the calls into its copy of the driver. */
final class FollowedHandles {
    private final LockWatch watch;
    private final BusyWeaving woven;

    /** Kept in the driver's own class, so that both can be unloaded. */
    private final ClassValue<AtomicReference<@Nullable BusyDriver>> drivers =
            new ClassValue<>() {
                @Override
                protected AtomicReference<@Nullable BusyDriver> computeValue(Class<?> db) {
                    return new AtomicReference<>();
                }
            };

    FollowedHandles(LockWatch watch, BusyWeaving woven) {
        this.watch = watch;
        this.woven = woven;
    }

    /**
     * The calls of a handle, made for the first one of each copy of the driver.
     *
     * @param driver of {@code org.sqlite.core.DB}, with full access
     */
    BusyDriver driver(Object handle, Lookup driver) throws ReflectiveOperationException {
        AtomicReference<@Nullable BusyDriver> slot = drivers.get(handle.getClass());
        BusyDriver known = slot.get();
        if (known != null) {
            return known;
        }
        synchronized (slot) {
            known = slot.get();
            if (known == null) {
                boolean each = BusyDriver.keepsHandlerOfEachConnection(driver);
                known = new BusyDriver(driver, woven, each ? null : new SharedHandling(watch));
                slot.set(known);
            }
            return known;
        }
    }

    /** The calls of a handle that has asked for them before; null for none. */
    @Nullable BusyDriver driver(@Nullable Object handle) {
        return handle == null ? null : drivers.get(handle.getClass()).get();
    }

    /** A connection that is followed, with the objects of the driver that its handling calls. */
    record Followed(BusyHandling handling, BusyDriver driver, Object handle) {}

    @Nullable Followed followed(TrackedConnection connection) {
        Object handle = connection.handle();
        BusyDriver driver = driver(handle);
        return handle != null
                        && driver != null
                        && connection.busyHandling() instanceof BusyHandling handling
                ? new Followed(handling, driver, handle)
                : null;
    }

    /**
     * As {@link #followed}. A connection that nobody follows yet, since it was in memory, is left
     * to itself from now on: what it has in force would not be known later.
     */
    @Nullable Followed followedOrLeft(TrackedConnection connection) {
        Followed followed = followed(connection);
        if (followed == null) {
            connection.busyHandling(null);
        }
        return followed;
    }
}
