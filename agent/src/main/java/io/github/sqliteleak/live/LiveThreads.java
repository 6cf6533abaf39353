package io.github.sqliteleak.live;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.moment.HolderThread;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.ThreadName;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What threads do at this moment. Each is asked once, for itself: the VM stops one at a time, and
 * none for longer than it takes to write its frames down.
 */
final class LiveThreads {
    private final int depth;
    private final IdentityHashMap<Thread, HolderThread> known = new IdentityHashMap<>();

    LiveThreads(int depth) {
        this.depth = depth;
    }

    /**
     * The thread that has the connection: whoever runs a statement on it, else whoever has borrowed
     * it, else whoever has used it last, else whoever has opened it. Null when that one has ended.
     */
    static @Nullable Thread holder(TrackedConnection connection) {
        Thread running = connection.inFlight();
        if (running != null) {
            return running;
        }
        Lending lending = connection.lending();
        if (lending != null && lending.isLent()) {
            return lending.thread();
        }
        return connection.lastUserName() == null ? connection.thread() : connection.lastUser();
    }

    HolderThread now(Thread thread) {
        HolderThread seen = known.get(thread);
        if (seen == null) {
            Thread.State state = thread.getState();
            StackTraceElement[] stack = thread.getStackTrace();
            List<String> frames = new ArrayList<>(Math.min(depth, stack.length));
            for (int i = 0; i < stack.length && i < depth; i++) {
                frames.add(CallStack.format(stack[i]));
            }
            seen =
                    new HolderThread(
                            thread.getId(),
                            ThreadName.of(thread),
                            state.name(),
                            List.copyOf(frames));
            known.put(thread, seen);
        }
        return seen;
    }
}
