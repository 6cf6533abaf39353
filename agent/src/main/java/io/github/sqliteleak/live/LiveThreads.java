package io.github.sqliteleak.live;

import io.github.sqliteleak.blame.CallStack;
import io.github.sqliteleak.blame.FrameRules;
import io.github.sqliteleak.moment.HolderThread;
import io.github.sqliteleak.registry.Lending;
import io.github.sqliteleak.registry.TrackedConnection;
import io.github.sqliteleak.system.Foreign;
import io.github.sqliteleak.system.ThreadName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What threads do at this moment. Each is asked once, for itself: the VM stops one at a time, and
 * none for longer than it takes to write its frames down.
 */
final class LiveThreads {
    private static final int DEEPEST_AGENT_FRAME = 16;

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
        return known.computeIfAbsent(thread, any -> seen(thread, Foreign.stack(thread)));
    }

    private HolderThread seen(Thread thread, StackTraceElement[] stack) {
        List<String> frames = new ArrayList<>(Math.min(depth, stack.length));
        for (int i = belowAgent(stack); i < stack.length && frames.size() < depth; i++) {
            frames.add(CallStack.format(stack[i]));
        }
        return new HolderThread(
                Foreign.id(thread),
                ThreadName.of(thread),
                Foreign.state(thread).name(),
                List.copyOf(frames),
                null);
    }

    /** A thread that waits for a lock does so in the agent, called by the driver. */
    private static int belowAgent(StackTraceElement[] stack) {
        int below = 0;
        for (int i = 0; i < Math.min(DEEPEST_AGENT_FRAME, stack.length); i++) {
            String name = stack[i].getClassName();
            if (FrameRules.isAgentOrDriver(name) && !name.startsWith("org.sqlite.")) {
                below = i + 1;
            }
        }
        return below;
    }

    /** What was asked of a thread whose stack is at hand. */
    HolderThread now(Thread thread, StackTraceElement[] stack) {
        return known.computeIfAbsent(thread, any -> seen(thread, stack));
    }

    /** All that were asked for, and those whose Java locks they wait for. */
    List<HolderThread> all() {
        List<Long> waiting = new ArrayList<>();
        Map<Long, HolderThread> byId = new LinkedHashMap<>();
        for (HolderThread thread : known.values()) {
            byId.put(thread.id(), thread);
            if (!thread.state().equals("RUNNABLE") && thread.id() > 0) {
                waiting.add(thread.id());
            }
        }
        Map<Long, ThreadLocks.Owner> owners = ThreadLocks.of(waiting);
        for (ThreadLocks.Owner owner : owners.values()) {
            byId.putIfAbsent(
                    owner.id(), new HolderThread(owner.id(), owner.name(), "", List.of(), null));
        }
        owners.forEach(
                (id, owner) ->
                        byId.computeIfPresent(id, (any, thread) -> thread.blockedBy(owner.id())));
        List<HolderThread> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparingLong(HolderThread::id));
        return all;
    }
}
