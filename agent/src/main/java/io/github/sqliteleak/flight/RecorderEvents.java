package io.github.sqliteleak.flight;

import io.github.sqliteleak.lock.LockWait;
import io.github.sqliteleak.lock.WaitRecord;
import io.github.sqliteleak.registry.LateEvents;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.waits.WalPin;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes events, and commits those that come from no hook. */
final class RecorderEvents {
    private RecorderEvents() {}

    static void leaked(String kind, OpenFacts leak) {
        ConnectionLeakEvent event = new ConnectionLeakEvent();
        event.of(leak);
        event.kind = kind;
        event.commit();
    }

    static @Nullable WaitRecord waitBegins(Consumer<Throwable> failures) {
        LockWaitEvent event = new LockWaitEvent(failures);
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    static void failed(TrackedConnection waiter, LockWait wait, Consumer<Throwable> failures) {
        LockTimeoutEvent event = new LockTimeoutEvent();
        if (event.isEnabled()) {
            event.of(wait);
            LateEvents.add(waiter, event, failures);
        }
    }

    static void grew(WalPin pin) {
        WalGrowthEvent event = new WalGrowthEvent();
        if (event.isEnabled()) {
            event.of(pin);
            event.commit();
        }
    }

    static void checkpointed(CheckpointFacts checkpoint) {
        CheckpointEvent event = new CheckpointEvent();
        event.connectionId = checkpoint.connectionId();
        event.database = checkpoint.database();
        event.mode = checkpoint.mode();
        event.busy = checkpoint.busy();
        event.walFrames = checkpoint.walFrames();
        event.checkpointedFrames = checkpoint.checkpointedFrames();
        event.walBytesBefore = checkpoint.walBytesBefore();
        event.walBytesAfter = checkpoint.walBytesAfter();
        event.reason = checkpoint.reason();
        event.commit();
    }
}
