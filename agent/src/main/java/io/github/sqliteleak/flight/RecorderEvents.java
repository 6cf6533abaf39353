package io.github.sqliteleak.flight;

import io.github.sqliteleak.lock.LockWait;
import org.jspecify.annotations.Nullable;

/** Makes and commits the events that need no beginning. */
final class RecorderEvents {
    private RecorderEvents() {}

    static void leaked(String kind, OpenFacts leak) {
        ConnectionLeakEvent event = new ConnectionLeakEvent();
        event.of(leak);
        event.kind = kind;
        event.commit();
    }

    static @Nullable Object waitBegins() {
        LockWaitEvent event = new LockWaitEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.begin();
        return event;
    }

    static void waiting(Object beginning) {
        ((LockWaitEvent) beginning).end();
    }

    static boolean isWanted(Object beginning) {
        return ((LockWaitEvent) beginning).shouldCommit();
    }

    static void waited(LockWait wait, @Nullable Object beginning) {
        if (beginning instanceof LockWaitEvent event && event.shouldCommit()) {
            event.of(wait);
            event.commit();
        }
        if (wait.failed()) {
            LockTimeoutEvent event = new LockTimeoutEvent();
            if (event.isEnabled()) {
                event.of(wait);
                event.commit();
            }
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
