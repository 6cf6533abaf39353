package io.github.sqliteleak.missioncontrol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All waits for a lock in a recording, those that failed included, each once. */
final class LockWaits {
    /** From the end of a wait to the word that it failed, in seconds, on a machine that is busy. */
    private static final double SOON_TOLD = 5;

    private final Tally holders = new Tally();
    private final Tally waiters = new Tally();
    private double checkpoints;
    private int count;
    private double seconds;
    private double longest;
    private @Nullable String longestWaiter;

    static LockWaits in(RecordingView recording) {
        LockWaits waits = new LockWaits();
        Map<Same, List<RecordedEvent>> told = new HashMap<>();
        for (RecordedEvent wait : recording.events(EventNames.LOCK_WAIT)) {
            waits.add(wait, wait.seconds());
            told.computeIfAbsent(Same.of(wait), key -> new ArrayList<>()).add(wait);
        }
        for (RecordedEvent timeout : recording.events(EventNames.LOCK_TIMEOUT)) {
            double waited = timeout.seconds("waited");
            if (waited > 0 && !take(told.getOrDefault(Same.of(timeout), List.of()), timeout)) {
                waits.add(timeout, waited);
            }
        }
        return waits;
    }

    /** A wait that failed may be in both events; each such wait is taken once. */
    private static boolean take(List<RecordedEvent> told, RecordedEvent timeout) {
        for (Iterator<RecordedEvent> i = told.iterator(); i.hasNext(); ) {
            double since = timeout.endSeconds() - i.next().endSeconds();
            if (since >= 0 && since < SOON_TOLD) {
                i.remove();
                return true;
            }
        }
        return false;
    }

    /** What both events say of one wait. */
    private record Same(long connection, long retries) {
        static Same of(RecordedEvent event) {
            return new Same(event.number("connectionId"), event.number("retries"));
        }
    }

    private void add(RecordedEvent event, double waited) {
        String waiter = Sites.waiter(event);
        count++;
        seconds += waited;
        if (longestWaiter == null || waited > longest) {
            longest = waited;
            longestWaiter = waiter;
        }
        if (WalPin.heldUpCheckpoint(event)) {
            checkpoints += waited;
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

    /** Of checkpoints, which wait for readers even in WAL mode. */
    double checkpointSeconds() {
        return checkpoints;
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
