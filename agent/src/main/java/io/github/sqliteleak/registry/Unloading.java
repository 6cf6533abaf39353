package io.github.sqliteleak.registry;

import io.github.sqliteleak.system.AgentThread;
import java.util.Set;

/**
 * Sees to it that an application and its driver can be unloaded: nothing of the application's stays
 * alive because of the agent for longer than its connection is open, and its classes not even as
 * long. The part of {@link ConnectionRegistry} that lets go.
 */
public final class Unloading {
    private final Set<TrackedConnection> open;
    private final HandleKeepers keepers;
    private final LeakFindings leaks;
    private final UsesAfterClose usesAfterClose;

    Unloading(
            Set<TrackedConnection> open,
            HandleKeepers keepers,
            LeakFindings leaks,
            UsesAfterClose usesAfterClose) {
        this.open = open;
        this.keepers = keepers;
        this.leaks = leaks;
        this.usesAfterClose = usesAfterClose;
    }

    /**
     * From now on the handles of leaked connections are given to this closer when their driver is
     * about to be unloaded, in a thread of the agent's own.
     */
    public void closeBefore(HandleCloser closer) {
        keepers.beforeUnloading(
                handles ->
                        AgentThread.of("unloading", () -> leaks.unloading(handles, closer))
                                .start());
    }

    /** The handle of a leak was closed: nothing of the driver's is kept for its sake. */
    public void letGo(TrackedConnection leaked) {
        leaked.letGo(keepers);
    }

    /**
     * To be called again and again: looks for connections that were collected, and has the
     * connections that stay open refer to no class.
     *
     * @param before a connection that was opened after this {@link System#nanoTime()} is left
     *     alone: most live for a moment, and this takes a part of a millisecond for each
     * @param statementStacks whether statements have stacks
     */
    void letGoOfClasses(long before, boolean statementStacks) {
        leaks.noticeCollected();
        usesAfterClose.letGoOfClasses();
        for (TrackedConnection connection : open) {
            connection.letGoOfClasses(before, keepers, statementStacks);
        }
    }
}
