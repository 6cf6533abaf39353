package io.github.sqliteleak.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqliteleak.registry.ConnectionRegistry;
import io.github.sqliteleak.registry.Exclusions;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.registry.TrackingPolicy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DuringExitTest {
    private final ConnectionRegistry registry =
            new ConnectionRegistry(new TrackingPolicy(false, new Exclusions(List.of())));

    @Test
    void hasWhatIsOpenedAfterTheExitHasBegun() {
        TrackedConnection before = open();
        DuringExit duringExit = new DuringExit(Set.of(), before.openedNanos());
        TrackedConnection after = open();

        assertThat(duringExit.has(before)).isFalse();
        assertThat(after.openedNanos() == before.openedNanos() || duringExit.has(after)).isTrue();
        assertThat(DuringExit.NOT_YET.has(after)).isFalse();
    }

    /** Hooks are started one after the other, the agent's maybe last. */
    @Test
    void hasWhatAShutdownHookHasOpenedBeforeTheAgentsHasBegun() {
        TrackedConnection byHook = open();

        assertThat(new DuringExit(Set.of(Thread.currentThread()), System.nanoTime()).has(byHook))
                .isTrue();
        assertThat(new DuringExit(Set.of(), System.nanoTime()).has(byHook)).isFalse();
    }

    private TrackedConnection open() {
        return registry.handleOpened(new Object(), "a.db", 6, Set.of(), null);
    }
}
