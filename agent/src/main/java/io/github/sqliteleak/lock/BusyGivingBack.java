package io.github.sqliteleak.lock;

import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Guard;
import java.util.Collection;

/** Has SQLite wait by itself again on connections of which some may be in use. */
final class BusyGivingBack implements Runnable {
    private final FollowedHandles handles;
    private final Collection<TrackedConnection> open;

    BusyGivingBack(FollowedHandles handles, Collection<TrackedConnection> open) {
        this.handles = handles;
        this.open = open;
    }

    @Override
    public void run() {
        for (TrackedConnection connection : open) {
            giveBack(connection);
        }
    }

    private void giveBack(TrackedConnection connection) {
        try {
            FollowedHandles.Followed at = handles.followed(connection);
            if (at != null) {
                synchronized (at.handle()) {
                    at.handling().release(at.driver(), at.handle());
                }
            }
        } catch (Throwable t) {
            Guard.caught(t);
        }
    }
}
