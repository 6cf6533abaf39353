package io.github.sqliteleak.missioncontrol;

import org.jspecify.annotations.Nullable;

/** All waits for a lock in a recording: those that ended well, and those that ended in an error. */
final class LockWaits {
    private final Tally holders = new Tally();
    private final Tally waiters = new Tally();
    private int count;
    private double seconds;
    private double longest;
    private @Nullable String longestWaiter;

    static LockWaits in(RecordingView recording) {
        LockWaits waits = new LockWaits();
        for (RecordedEvent wait : recording.events(EventNames.LOCK_WAIT)) {
            waits.add(wait, wait.seconds());
        }
        for (RecordedEvent timeout : recording.events(EventNames.LOCK_TIMEOUT)) {
            waits.add(timeout, timeout.seconds("waited"));
        }
        return waits;
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
