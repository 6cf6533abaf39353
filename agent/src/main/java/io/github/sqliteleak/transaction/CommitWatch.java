package io.github.sqliteleak.transaction;

import io.github.sqliteleak.registry.TrackedConnection;

/**
 * Hears of each commit that may have written, in the thread that made it and under the monitor of
 * the driver's handle.
 */
public interface CommitWatch {
    void committed(TrackedConnection connection);
}
