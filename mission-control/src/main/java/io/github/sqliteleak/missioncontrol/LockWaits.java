package io.github.sqliteleak.missioncontrol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All waits for a lock in a recording, those that failed included, each once. */
final class LockWaits {
    private static final String CONNECTION = "connectionId";

    private final Tally holders = new Tally();
    private final Tally waiters = new Tally();
    private int count;
    private double seconds;
    private double longest;
    private @Nullable String longestWaiter;

    static LockWaits in(RecordingView recording) {
        LockWaits waits = new LockWaits();
        Map<Long, List<RecordedEvent>> byConnection = new HashMap<>();
        for (RecordedEvent wait : recording.events(EventNames.LOCK_WAIT)) {
            waits.add(wait, wait.seconds());
            byConnection
                    .computeIfAbsent(wait.number(CONNECTION), key -> new ArrayList<>())
                    .add(wait);
        }
        for (RecordedEvent timeout : recording.events(EventNames.LOCK_TIMEOUT)) {
            List<RecordedEvent> ofConnection =
                    byConnection.getOrDefault(timeout.number(CONNECTION), List.of());
            if (ofConnection.stream().noneMatch(wait -> isTheSame(wait, timeout))) {
                waits.add(timeout, timeout.seconds("waited"));
            }
        }
        return waits;
    }

    /**
     * A wait that failed may be in both events. While a connection waits it does nothing else, so
     * the wait that ended within the time that the failure tells of is this one.
     */
    private static boolean isTheSame(RecordedEvent wait, RecordedEvent timeout) {
        double since = timeout.endSeconds() - wait.endSeconds();
        return since >= 0 && since < timeout.seconds("waited");
    }

    private void add(RecordedEvent event, double waited) {
        String waiter = Sites.waiter(event);
        count++;
        seconds += waited;
        if (longestWaiter == null || waited > longest) {
            longest = waited;
            longestWaiter = waiter;
        }
        waiters.add(waiter, waited);
        holders.add(Holder.of(event).words(), waited);
    }

    int count() {
        return count;
    }

    /** Of all threads together. */
    double seconds() {
        return seconds;
    }

    double longest() {
        return longest;
    }

    @Nullable String longestWaiter() {
        return longestWaiter;
    }

    Tally holders() {
        return holders;
    }

    Tally waiters() {
        return waiters;
    }
}
