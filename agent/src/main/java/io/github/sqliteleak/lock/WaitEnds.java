package io.github.sqliteleak.lock;

import io.github.sqliteleak.driver.ResultCodes;
import io.github.sqliteleak.registry.ConnectionRegistry;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Looks once more at each wait that ends, counts it, and hands it to the observer. */
final class WaitEnds {
    private final ConnectionRegistry registry;
    private final HolderThread threads = new HolderThread();
    private final LockSites sites = new LockSites();
    private final EndedWaits ended;
    private final ShortWaits shortWaits;
    private volatile @Nullable LockObserver observer;

    /**
     * @param stackDepth the most frames of a stack to look at
     * @param sqlInReports makes a statement fit to be shown
     */
    WaitEnds(
            ConnectionRegistry registry,
            int stackDepth,
            UnaryOperator<@Nullable String> sqlInReports) {
        this.registry = registry;
        this.ended = new EndedWaits(sites, stackDepth, sqlInReports);
        this.shortWaits = new ShortWaits(new AddShort(ended));
    }

    void observe(LockObserver newObserver) {
        observer = newObserver;
    }

    /** The record of a wait that begins now; null for none. */
    @Nullable WaitRecord begins() {
        LockObserver current = observer;
        return current == null ? null : current.waitBegins();
    }

    /** The waits and failures up to now, those included that were left for later. */
    LockSites finished() {
        shortWaits.finish();
        return sites;
    }

    /** The waits and failures up to now. */
    LockSites sites() {
        return sites;
    }

    /**
     * A statement has ended in which SQLite has waited, and it did not fail.
     *
     * @param wasLong whether the wait went on for so long that its holders are known
     */
    void ended(PendingWait wait, boolean wasLong) {
        // A checkpoint that had to give up ends well, with a row that says so.
        if (wait.gaveUp() || wasLong || isWanted(wait)) {
            end(wait, wait.gaveUp() ? ResultCodes.BUSY : null);
            return;
        }
        wait.ended(System.currentTimeMillis());
        sites.count(false);
        if (shortWaits.hasRoom()) {
            wait.markHere();
            shortWaits.add(wait);
        }
    }

    private static boolean isWanted(PendingWait wait) {
        WaitRecord record = wait.record;
        return record != null && record.isWanted();
    }

    /** No reference to a method: the first one of a JVM costs tens of milliseconds. */
    private record AddShort(EndedWaits ended) implements Consumer<PendingWait> {
        @Override
        public void accept(PendingWait wait) {
            ended.add(wait, null);
        }
    }

    /**
     * A wait has ended, with this result code.
     *
     * @param code null when the statement got the lock
     */
    void end(PendingWait pending, @Nullable Integer code) {
        pending.markHere();
        if (code != null) {
            pending.askJournal();
            threads.look(pending);
            if (Carriers.areBlocked(registry.open(), pending)) {
                pending.markCarriersBlocked();
            }
        }
        pending.ended(System.currentTimeMillis());
        sites.count(code != null);
        LockWait wait = ended.add(pending, code);
        WaitRecord record = pending.record;
        if (record != null) {
            record.ended(pending.waiter, wait);
        }
        LockObserver current = observer;
        if (current != null && wait.failed()) {
            current.failed(pending.waiter, wait);
        }
    }
}
